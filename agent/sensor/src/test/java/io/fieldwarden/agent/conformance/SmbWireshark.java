package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests and answers of SMB 1, 2 and 3 with their status, and the files and shares they name, as Wireshark reads them. */
public final class SmbWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "smb2.cmd", "smb2.flags.response", "smb2.nt_status", "smb2.filename", "smb2.tree", "smb2.msg_id");
    private static final int PENDING = 0x103;
    private static final int MORE_PROCESSING_REQUIRED = 0xC0000016;
    private static final String CANCEL = "12";
    private static final String CREATE = "5";
    private static final String SET_INFO = "17";
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
                    "tcp && smb2.cmd && !tcp.analysis.retransmission",
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
        return new Facts(theirs, ours);
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
                if (status != PENDING) {
                    facts.add(command + " answer " + status(status));
                }
            } else if (!commands[index].equals(CANCEL)) {
                facts.add(command + " request");
            }
        }
        names(List.of(commands), row, facts);
    }

    /** Setting information may name a file too: then it is not plain which one is created. */
    private static void names(List<String> commands, String[] row, List<String> facts) {
        boolean requests = !row[1].contains("1") && !row[1].contains("True");
        if (requests && commands.contains(CREATE) && !commands.contains(SET_INFO)) {
            boolean one = commands.stream().filter(CREATE::equals).count() == 1;
            for (String name : one ? new String[] {row[3]} : row[3].split(",")) {
                add(facts, "creates", name);
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
        Tshark.messages(capture, "tcp && smb && !tcp.analysis.retransmission", "smb", message -> {
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

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        boolean old = operation.attributes().stream()
                .anyMatch(attribute -> attribute.name().equals("smb_version"));
        if (operation.code() < 0 || operation.name().equals("session_request")) {
            return;
        }
        String command = (old ? "smb1 " : "smb2 ") + operation.code();
        boolean answered = !operation.attribute("status").isEmpty();
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
            String status = refused
                    ? "0x" + Integer.toHexString(seen.outcome().code())
                    : "good";
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
