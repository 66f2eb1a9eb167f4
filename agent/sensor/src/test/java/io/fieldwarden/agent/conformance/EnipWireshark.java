package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wireshark's dissectors {@code enip} and {@code cip}, message by message. */
public final class EnipWireshark implements Opinion {
    private static final Pattern CLASS = Pattern.compile("class 0x([0-9a-f]+)");
    private static final String FILTER = "enip && !cipio && !tls && !dtls";
    private static final List<String> FIELDS = List.of(
            "ip.src",
            "ip.dst",
            "tcp.srcport",
            "tcp.dstport",
            "udp.srcport",
            "udp.dstport",
            "enip.command",
            "enip.session",
            "cip.rr",
            "cip.sc",
            "cip.genstat",
            "cip.class",
            "cip.symbol",
            "tcp.analysis.retransmission",
            "tcp.stream",
            "tcp.seq_raw");
    private static final List<String> IDENTITY_FIELDS = List.of(
            "ip.src",
            "enip.lir.vendor",
            "enip.lir.devtype",
            "enip.lir.prodcode",
            "enip.lir.revision",
            "enip.lir.serial",
            "enip.lir.name");
    private static final List<String> IDENTITY =
            List.of("vendor_id", "device_type_id", "product_code", "firmware", "serial", "product");

    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && subject.protocols().contains("enip")
                && subject.protocols().contains("tcp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> segments = new HashSet<>();
        Tshark.rows(subject.file(), FILTER, FIELDS, row -> {
            boolean first = row[14].isEmpty() || segments.add(segment(row));
            if (first || row[13].isEmpty()) {
                message(row, theirs);
            }
        });
        takenForRepeated(subject, segments, theirs);
        Set<String> identities = new TreeSet<>();
        Tshark.rows(subject.file(), "enip.lir.vendor", IDENTITY_FIELDS, row -> identity(row, identities));
        theirs.addAll(identities);
        CaptureRun run = subject.run();
        List<String> ours = new ArrayList<>(EnipFacts.messages(run));
        ours.addAll(EnipFacts.requests(run));
        ours.addAll(EnipFacts.responses(run));
        for (OperationSeen seen : EnipFacts.asked(run)) {
            described(seen, ours);
        }
        ours.addAll(EnipFacts.identities(run, "socket_address", IDENTITY));
        return new Facts(theirs, ours);
    }

    private static String segment(String[] row) {
        return row[14] + " " + row[2] + " " + row[15];
    }

    /**
     * Where packets of a capture are out of order, a segment that follows its own acknowledgement is taken for repeated, though
     * it is the first, and not dissected; without analysis of sequence numbers it is.
     *
     * @param dissected segments that were
     */
    private static void takenForRepeated(Subject subject, Set<String> dissected, List<String> facts)
            throws IOException {
        Set<String> left = new HashSet<>();
        Tshark.rows(subject.file(), "tcp.analysis.spurious_retransmission && tcp.len > 1", FIELDS, row -> {
            if (!dissected.contains(segment(row))) {
                left.add(segment(row));
            }
        });
        if (!left.isEmpty()) {
            List<String> plainly = List.of("-o", "tcp.analyze_sequence_numbers:FALSE");
            Tshark.rows(subject.file(), plainly, FILTER, FIELDS, row -> {
                if (left.remove(segment(row))) {
                    message(row, facts);
                }
            });
        }
    }

    private static void message(String[] row, List<String> facts) {
        boolean tcp = !row[2].isEmpty();
        String ends =
                EnipFacts.ends(row[0], Integer.parseInt(row[tcp ? 2 : 4]), row[1], Integer.parseInt(row[tcp ? 3 : 5]));
        String[] commands = row[6].isEmpty() ? new String[0] : row[6].split(",");
        String[] sessions = row[7].split(",");
        for (int index = 0; index < commands.length; index++) {
            facts.add(EnipFacts.message(ends, Integer.decode(commands[index]), sessions[index]));
        }
        if (row[8].isEmpty()) {
            return;
        }
        services(row, ends, facts);
        boolean asks = Integer.decode(row[8].split(",")[0]) == 0;
        boolean alone = asks && !row[11].contains("0x06");
        for (String number : alone && !row[11].isEmpty() ? row[11].split(",") : new String[0]) {
            if (Integer.decode(number) != 2) {
                facts.add("class " + Integer.decode(number));
            }
        }
        for (String symbol : asks && !row[12].isEmpty() ? row[12].split(",") : new String[0]) {
            facts.add("symbol " + symbol);
        }
    }

    /** It repeats what a request said with the answer, so that every service has a direction and, answered, a status. */
    private static void services(String[] row, String ends, List<String> facts) {
        String[] ways = row[8].split(",");
        String[] services = row[9].split(",");
        String[] statuses = row[10].split(",");
        int answer = 0;
        for (int index = 0; index < Math.min(ways.length, services.length); index++) {
            int service = Integer.decode(services[index]) & 0x7F;
            if (Integer.decode(ways[index]) == 0) {
                facts.add("request " + ends + " service " + service);
            } else {
                int status = answer < statuses.length && !statuses[answer].isEmpty()
                        ? Integer.decode(statuses[answer++])
                        : -1;
                facts.add("response " + ends + " service " + service + " status " + status);
            }
        }
    }

    /** Classes, except those the connection manager and message router stand for, and names. */
    private static void described(OperationSeen seen, List<String> facts) {
        String classId = seen.operation().attribute("class_id");
        String path = seen.operation().attribute("request_path");
        if (!classId.isEmpty() && Integer.decode(classId) != 6 && embeddedAlone(seen)) {
            Matcher all = CLASS.matcher(path.isEmpty() ? "class " + classId : path);
            while (all.find()) {
                int number = Integer.parseInt(all.group(1), 16);
                if (number != 2) {
                    facts.add("class " + number);
                }
            }
        }
        String symbol = seen.operation().attribute("symbol");
        for (String name : symbol.isEmpty() ? new String[0] : symbol.split("\\.")) {
            facts.add("symbol " + name.replaceAll("\\[.*", ""));
        }
    }

    private static boolean embeddedAlone(OperationSeen seen) {
        return !seen.operation().attribute("embedded_in").equals("unconnected_send");
    }

    private static void identity(String[] row, Set<String> facts) {
        String head = "identity " + row[0] + " ";
        facts.add(head + "vendor_id " + Integer.decode(row[1]));
        facts.add(head + "device_type_id " + Integer.decode(row[2]));
        facts.add(head + "product_code " + Integer.decode(row[3]));
        facts.add(head + "firmware " + (Integer.decode(row[4]) >> 8) + "." + (Integer.decode(row[4]) & 0xFF));
        facts.add(head + "serial " + row[5]);
        facts.add(head + "product " + row[6]);
    }
}
