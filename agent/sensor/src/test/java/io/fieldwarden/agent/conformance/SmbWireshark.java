package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests and answers of SMB 1, 2 and 3 with their status, and the files and shares they name, as Wireshark reads them. */
public final class SmbWireshark implements Opinion {
    private static final List<String> FIELDS =
            List.of("smb2.cmd", "smb2.flags.response", "smb2.nt_status", "smb2.filename", "smb2.tree", "smb2.msg_id");
    private static final int PENDING = 0x103;
    private static final int MORE_PROCESSING_REQUIRED = 0xC0000016;
    private static final String BROKEN = "beside broken messages ";
    private static final String CANCEL = "12";
    /** The server sends it unasked. */
    private static final String OPLOCK_BREAK = "18";

    private static final String CREATE = "5";
    private static final String TREE_CONNECT = "3";

    @Override
    public String protocol() {
        return "smb";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("smb2") || subject.protocols().contains("smb");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        if (subject.protocols().contains("smb2")) {
            Tshark.rows(
                    subject.file(),
                    "tcp && smb2.header_len == 64 && !_ws.malformed && !tcp.analysis.retransmission",
                    FIELDS,
                    row -> theirs(row, theirs));
        }
        if (subject.protocols().contains("smb")) {
            old(subject.file(), theirs);
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("smb")) {
                ours(seen, ours);
            }
        }
        List<String> broken = new ArrayList<>();
        Tshark.rows(
                subject.file(), "(smb || smb2) && _ws.malformed", List.of("frame.number"), row -> broken.add(row[0]));
        if (!broken.isEmpty()) {
            mark(theirs, ours);
        }
        return new Facts(theirs, ours);
    }

    /** Marks what only one side states of a capture with broken messages. */
    private static void mark(List<String> theirs, List<String> ours) {
        List<String> onlyTheirs = new ArrayList<>(theirs);
        ours.forEach(onlyTheirs::remove);
        List<String> onlyOurs = new ArrayList<>(ours);
        theirs.forEach(onlyOurs::remove);
        onlyTheirs.forEach(fact -> theirs.set(theirs.indexOf(fact), BROKEN + fact));
        onlyOurs.forEach(fact -> ours.set(ours.indexOf(fact), BROKEN + fact));
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return fact.startsWith(BROKEN) ? Optional.of("smb-wireshark-malformed") : Optional.empty();
    }

    private static void theirs(String[] row, List<String> facts) {
        String[] commands = row[0].split(",");
        String[] answers = row[1].split(",");
        String[] statuses = row[2].split(",");
        int answered = 0;
        for (int index = 0; index < commands.length && index < answers.length; index++) {
            String command = "smb2 " + commands[index];
            if (answers[index].equals("1") || answers[index].equals("True")) {
                int status = statuses[answered].isEmpty() ? 0 : (int) (long) Long.decode(statuses[answered]);
                answered = Math.min(answered + 1, statuses.length - 1);
                if (status != PENDING && !commands[index].equals(OPLOCK_BREAK)) {
                    facts.add(command + " answer " + status(status));
                }
            } else if (!commands[index].equals(CANCEL)) {
                facts.add(command + " request");
            }
        }
        names(List.of(commands), row, facts);
    }

    /** In a chain the file is created first, and other requests may name more files. */
    private static void names(List<String> commands, String[] row, List<String> facts) {
        boolean requests = !row[1].contains("1") && !row[1].contains("True");
        if (requests && commands.contains(CREATE)) {
            long creates = commands.stream().filter(CREATE::equals).count();
            String[] names = commands.size() == 1 ? new String[] {row[3]} : row[3].split(",");
            for (int index = 0; index < Math.min(creates, names.length); index++) {
                add(facts, "creates", names[index]);
            }
        }
        if (requests && commands.contains(TREE_CONNECT)) {
            add(facts, "connects", row[4]);
        }
    }

    private static String status(int status) {
        boolean error = status >>> 30 == 3 && status != MORE_PROCESSING_REQUIRED;
        return error ? "0x" + Integer.toHexString(status) : "good";
    }

    private static void old(Path capture, List<String> facts) throws IOException {
        Tshark.messages(capture, "tcp && smb && !_ws.malformed && !tcp.analysis.retransmission", "smb", message -> {
            if (!message.containsKey("smb.cmd") || !message.containsKey("smb.flags.response")) {
                return;
            }
            String command = "smb1 " + Long.decode(first(message, "smb.cmd"));
            String answer = first(message, "smb.flags.response");
            if (answer.equals("1") || answer.equals("True")) {
                facts.add(command + " answer");
            } else {
                facts.add(command + " request");
            }
        });
    }

    private static String first(Map<String, List<String>> message, String field) {
        return message.getOrDefault(field, List.of("0")).getFirst();
    }

    /**
     * Both sides of one operation. A message Wireshark calls malformed, or whose header is not 64 bytes long, is compared by
     * nobody: it is no message.
     */
    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        boolean old = operation.attributes().stream()
                .anyMatch(attribute -> attribute.name().equals("smb_version"));
        if (operation.code() < 0 || operation.name().equals("session_request")) {
            return;
        }
        String command = (old ? "smb1 " : "smb2 ") + operation.code();
        boolean answered =
                !operation.attribute("status").isEmpty() && !operation.name().equals("oplock_break");
        if (seen.outcome().kind() != Outcome.Kind.ONE_WAY || !answered) {
            facts.add(command + " request");
            if (!old && operation.name().equals("create")) {
                String name = operation.attribute("filename");
                add(facts, "creates", name.equals("<share_root>") ? "" : name);
            } else if (!old && operation.name().equals("tree_connect")) {
                add(facts, "connects", operation.attribute("path"));
            }
        }
        if (answered) {
            boolean refused = seen.outcome().kind() == Outcome.Kind.REFUSED;
            String status = refused ? "0x" + Integer.toHexString(seen.outcome().code()) : "good";
            boolean upgraded = old && operation.attribute("dialect").matches("[23]\\..*");
            if (upgraded) {
                facts.add("smb2 0 answer " + status); // asked in the old way, answered in the new
            } else {
                facts.add(command + " answer" + (old ? "" : " " + status));
            }
        }
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
