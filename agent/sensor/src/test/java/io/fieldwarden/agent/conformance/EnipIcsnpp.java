package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Logs of ICSNPP's parser, row by row: {@code enip.log}, {@code cip.log}, {@code cip_io.log}, {@code cip_identity.log}. */
public final class EnipIcsnpp implements Opinion {
    private static final List<String> IDENTITY = List.of(
            "socket_address",
            "vendor",
            "device_type_id",
            "device_type",
            "product_code",
            "firmware",
            "status",
            "serial",
            "product",
            "state");
    private static final List<String> STATES = List.of(
            "nonexistent",
            "device_self_testing",
            "standby",
            "operational",
            "major_recoverable_fault",
            "major_unrecoverable_fault");

    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && !logs(subject).isEmpty()
                && subject.protocols().contains("enip")
                && folder(subject).isPresent();
    }

    /** Logs beside the capture, or in a folder of baselines beside its folder. */
    private static List<Path> logs(Subject subject) throws IOException {
        Path capture = subject.file().toAbsolutePath();
        return subject.beside(2, "enip.log").stream()
                .filter(log -> log.resolveSibling(capture.getFileName()).equals(capture) || isBaseline(log, capture))
                .toList();
    }

    /** Whether it lies as {@code root/baseline/test/enip.log} where the capture is {@code root/traces/name}. */
    private static boolean isBaseline(Path log, Path capture) {
        int names = log.getNameCount();
        return names > 3
                && log.getName(names - 3).toString().matches("(?i)baselines?")
                && capture.getNameCount() >= names - 3
                && log.subpath(0, names - 3).equals(capture.subpath(0, names - 3));
    }

    /** Of the logs whose connections are in the capture, those with as many messages as Wireshark finds. */
    private static Optional<Path> folder(Subject subject) throws IOException {
        Set<String> connections = new HashSet<>();
        int[] messages = {0};
        Tshark.rows(
                subject.file(), "enip", List.of("tcp.srcport", "tcp.dstport", "udp.srcport", "enip.command"), row -> {
                    connections.add(row[0]);
                    connections.add(row[1]);
                    connections.add(row[2]);
                    messages[0] += row[3].isEmpty() ? 0 : row[3].split(",").length;
                });
        Path best = null;
        int nearest = Integer.MAX_VALUE;
        for (Path log : logs(subject)) {
            List<String[]> rows = SharedData.zeekRows(log);
            boolean here = !rows.isEmpty() && rows.stream().allMatch(row -> connections.contains(row[3]));
            int distance = Math.abs(rows.size() - messages[0]);
            if (here && distance < nearest) {
                nearest = distance;
                best = log.getParent();
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<String[]> rows(Path folder, String name) throws IOException {
        for (String ending : List.of("", ".gz")) {
            Path log = folder.resolve(name + ending);
            if (java.nio.file.Files.exists(log)) {
                return SharedData.zeekRows(log);
            }
        }
        return List.of();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Path folder = folder(subject).orElseThrow();
        CaptureRun run = subject.run();
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (String[] row : rows(folder, "enip.log")) {
            theirs.add(EnipFacts.message(ends(row), Integer.decode(row[11]), row[14]));
        }
        ours.addAll(EnipFacts.messages(run));
        services(rows(folder, "cip.log"), run, theirs, ours);
        List<String[]> io = rows(folder, "cip_io.log");
        if (!io.isEmpty()) {
            theirs.addAll(changes(io));
            ours.addAll(changes(run));
        }
        List<String[]> identities = rows(folder, "cip_identity.log");
        if (!identities.isEmpty()) {
            theirs.addAll(identities(identities));
            ours.addAll(identities(run));
        }
        return new Facts(theirs, ours);
    }

    /** Columns 7 to 10: who sent the message to whom. */
    private static String ends(String[] row) {
        return EnipFacts.ends(row[7], Integer.parseInt(row[8]), row[9], Integer.parseInt(row[10]));
    }

    private static void services(List<String[]> rows, CaptureRun run, List<String> theirs, List<String> ours) {
        for (String[] row : rows) {
            int service = Integer.decode(row[13]);
            if (row[12].equals("request")) {
                theirs.add("request " + ends(row) + " service " + service);
                theirs.add("path " + service + " " + row[19] + " " + row[21] + " " + row[22]);
            } else {
                theirs.add("response " + ends(row) + " service " + service + " status " + Integer.decode(row[15]));
            }
        }
        ours.addAll(EnipFacts.requests(run));
        ours.addAll(EnipFacts.responses(run));
        for (OperationSeen seen : EnipFacts.asked(run)) {
            ours.add("path " + seen.operation().code() + " " + told(seen, "class_id") + " " + told(seen, "instance_id")
                    + " " + told(seen, "attribute_id"));
        }
    }

    private static String told(OperationSeen seen, String name) {
        String value = seen.operation().attribute(name);
        return value.isEmpty() ? "-" : value;
    }

    /** They log every datagram, we tell changes: so changes are compared. */
    private static List<String> changes(List<String[]> rows) {
        List<String> facts = new ArrayList<>();
        Map<String, String> last = new HashMap<>();
        for (String[] row : rows) {
            if (!row[14].equals(last.put(row[6] + row[11], row[14]))) {
                facts.add("io " + row[11] + " " + row[14]);
            }
        }
        return facts;
    }

    private static List<String> changes(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        Map<String, String> last = new HashMap<>();
        for (ValueSeen seen : run.values()) {
            if (!seen.points().space().startsWith("io/")) {
                continue;
            }
            StringBuilder data = new StringBuilder();
            for (int index = 0; index < seen.values().size(); index++) {
                data.append(String.format("%02x", (int) seen.values().number(index)));
            }
            String id = seen.points().space().substring(3);
            if (!data.toString().equals(last.put(id, data.toString()))) {
                facts.add("io " + id + " " + data);
            }
        }
        return facts;
    }

    private static Set<String> identities(List<String[]> rows) {
        Set<String> facts = new TreeSet<>();
        for (String[] row : rows) {
            String head = "identity " + row[7] + " ";
            facts.add(head + "socket_address " + row[12]);
            facts.add(head + "vendor " + row[15]);
            facts.add(head + "device_type_id " + row[16]);
            facts.add(head + "device_type " + row[17]);
            facts.add(head + "product_code " + row[18]);
            facts.add(head + "firmware " + row[19]);
            facts.add(head + "status " + row[20]);
            facts.add(head + "serial " + row[21]);
            facts.add(head + "product " + row[22]);
            facts.add(head + "state " + STATES.get(Integer.decode(row[23])).toLowerCase(Locale.ROOT));
        }
        return facts;
    }

    private static Set<String> identities(CaptureRun run) {
        return EnipFacts.identities(run, "socket_address", IDENTITY);
    }
}
