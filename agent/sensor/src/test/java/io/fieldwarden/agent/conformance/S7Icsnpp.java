package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages, status lists, block transfers and S7comm-plus functions as ICSNPP logs them. */
public final class S7Icsnpp implements Opinion {
    private static final List<String> LOGS =
            List.of("cotp.log", "s7comm.log", "s7comm_plus.log", "s7comm_read_szl.log", "s7comm_upload_download.log");
    private static final Map<String, String> BLOCKS = Map.of(
            "Organization Block",
            "ob",
            "Data Block",
            "db",
            "System Data Block",
            "sdb",
            "Function",
            "fc",
            "System Function",
            "sfc",
            "Function Block",
            "fb",
            "System Function Block",
            "sfb");
    private static final Map<String, Integer> TRANSFERS = Map.of(
            "Request Download",
            0x1A,
            "Download Block",
            0x1B,
            "Download Ended",
            0x1C,
            "Start Upload",
            0x1D,
            "Upload",
            0x1E,
            "End Upload",
            0x1F);
    private static final int READ_SZL = 0x0401;

    @Override
    public String protocol() {
        return "s7comm";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        if (!ZeekLog.beside(subject, "s7comm.log") && !ZeekLog.beside(subject, "s7comm_plus.log")) {
            return false;
        }
        return !ZeekLog.rows(subject, "s7comm.log").isEmpty()
                || !ZeekLog.rows(subject, "s7comm_plus.log").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (String log : LOGS) {
            for (ZeekLog.Row row : ZeekLog.rows(subject, log)) {
                switch (log) {
                    case "cotp.log" -> connection(row, theirs);
                    case "s7comm.log" -> message(row, theirs);
                    case "s7comm_plus.log" -> plus(row, theirs);
                    case "s7comm_read_szl.log" -> statusList(row, theirs);
                    default -> transfer(row, theirs);
                }
            }
        }
        return new Facts(theirs, new Ours(subject.run()).facts);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean refused = fact.matches("answer 0x.. 0x(?!0+$).*");
        return !theirs && refused ? Optional.of("s7comm-icsnpp-acknowledgements-without-data") : Optional.empty();
    }

    private static void connection(ZeekLog.Row row, List<String> facts) {
        String code = row.get("pdu_code");
        if (!code.equals("0x0f")) {
            facts.add("cotp " + code);
        }
    }

    private static void message(ZeekLog.Row row, List<String> facts) {
        int function = Integer.decode(row.get("function_code"));
        switch (row.get("rosctr_code")) {
            case "1" -> {
                facts.add(String.format(Locale.ROOT, "ask 0x%02x", function));
                if (function == 0x28) {
                    facts.add("service " + row.get("subfunction_code"));
                }
            }
            case "7" -> {
                int code = ((function & 0xF) << 8) | Integer.decode(row.get("subfunction_code"));
                switch (function >> 4) {
                    case 4 -> facts.add(String.format(Locale.ROOT, "ask 0x%04x", code));
                    case 8 -> facts.add(String.format(Locale.ROOT, "answer 0x%04x 0x%02x", code, error(row)));
                    default -> facts.add(String.format(Locale.ROOT, "push 0x%04x", code));
                }
            }
            default -> facts.add(String.format(Locale.ROOT, "answer 0x%02x 0x%02x", function, error(row)));
        }
    }

    private static int error(ZeekLog.Row row) {
        return row.get("error_code").isEmpty() ? 0 : Integer.decode(row.get("error_code"));
    }

    private static void plus(ZeekLog.Row row, List<String> facts) {
        facts.add("plus " + row.get("opcode_name") + " " + row.get("function_code") + " version " + row.get("version"));
    }

    private static void statusList(ZeekLog.Row row, List<String> facts) {
        facts.add("szl " + row.get("method") + " " + row.get("szl_id") + " " + row.get("szl_index"));
    }

    private static void transfer(ZeekLog.Row row, List<String> facts) {
        int function = TRANSFERS.getOrDefault(row.get("function_name"), 0);
        boolean request = row.get("rosctr").equals("Job-Request");
        if (!row.get("session_id").isEmpty()) {
            facts.add("transfer " + function + " session " + row.get("session_id"));
        }
        if (!request && !row.get("blocklength").isEmpty()) {
            facts.add("transfer " + function + " length " + row.get("blocklength"));
        }
        if (!row.get("filename").isEmpty()) {
            facts.add("transfer " + function + " of " + row.get("filename") + " "
                    + BLOCKS.getOrDefault(row.get("block_type"), row.get("block_type")) + " "
                    + Integer.parseInt(row.get("block_number")) + " "
                    + row.get("destination_filesystem").toLowerCase(Locale.ROOT));
        }
    }

    /** What we say, in the same words. */
    private static final class Ours {
        private final List<String> facts = new ArrayList<>();
        private final Set<String> counted = new HashSet<>();
        /** Connections and functions whose last answer was no whole one, so that the next question is no new one. */
        private final Set<String> continued = new HashSet<>();

        Ours(CaptureRun run) {
            for (OperationSeen seen : run.operations()) {
                Operation operation = seen.operation();
                if (operation.name().startsWith("cotp_connect")) {
                    connect(seen);
                } else if (operation.name().equals("cotp_disconnect")) {
                    facts.add("cotp 0x08");
                } else if (operation.protocol().equals("s7comm-plus")) {
                    plus(seen);
                } else if (operation.protocol().equals("s7comm")) {
                    boolean first = operation.attribute("item").isEmpty()
                            || operation.attribute("item").equals("1");
                    if (first) {
                        message(seen);
                    }
                }
            }
        }

        private void connect(OperationSeen seen) {
            Outcome.Kind kind = seen.outcome().kind();
            if (kind != Outcome.Kind.ONE_WAY) {
                facts.add("cotp 0x0e");
            }
            if (kind == Outcome.Kind.ONE_WAY || kind == Outcome.Kind.SUCCEEDED) {
                facts.add("cotp 0x0d");
            }
        }

        private void plus(OperationSeen seen) {
            Operation operation = seen.operation();
            if (operation.code() == 0x33) {
                facts.add("plus Notification  version " + operation.attribute("version"));
                return;
            }
            String request = seen.connection().id() + " " + seen.atNanos() + " " + operation.code();
            if (operation.code() < 0x100 || !counted.add(request)) {
                return;
            }
            String function =
                    String.format(Locale.ROOT, "0x%04x version %s", operation.code(), operation.attribute("version"));
            Outcome.Kind kind = seen.outcome().kind();
            if (kind != Outcome.Kind.ONE_WAY) {
                facts.add("plus Request " + function);
            }
            if (kind != Outcome.Kind.UNANSWERED) {
                facts.add("plus Response " + function);
            }
        }

        private void message(OperationSeen seen) {
            Operation operation = seen.operation();
            Outcome outcome = seen.outcome();
            boolean user = operation.code() > 0xFF || operation.name().equals("mode_transition");
            String function = String.format(Locale.ROOT, user ? "0x%04x" : "0x%02x", operation.code());
            String answers = seen.connection().id() + " " + function;
            boolean one = outcome.kind() == Outcome.Kind.ONE_WAY;
            boolean part = operation.attribute("lastdataunit").equals("false");
            boolean next = continued.remove(answers);
            if (part) {
                continued.add(answers);
            }
            if (!one && !next) {
                facts.add("ask " + function);
            }
            if (outcome.kind() != Outcome.Kind.UNANSWERED && !part) {
                boolean ofItem =
                        outcome.code() <= 0xFF && !operation.attribute("item").isEmpty();
                int code = ofItem ? 0 : outcome.code();
                facts.add(String.format(Locale.ROOT, "answer %s 0x%02x", function, code));
            }
            if (operation.code() == READ_SZL && !next) {
                String list = operation.attribute("szl_id") + " " + operation.attribute("szl_index");
                facts.add("szl Request " + list);
                if (outcome.kind() == Outcome.Kind.SUCCEEDED && !part) {
                    facts.add("szl Response " + list);
                }
            }
            if (operation.code() == 0x28 && !one) {
                facts.add("service " + operation.attribute("servicename"));
            }
            if (operation.code() >= 0x1A && operation.code() <= 0x1F && !user) {
                transfer(operation);
            }
        }

        private void transfer(Operation operation) {
            for (Attribute attribute : operation.attributes()) {
                if (attribute.name().equals("uploadid")) {
                    facts.add("transfer " + operation.code() + " session " + attribute.value());
                } else if (attribute.name().equals("blocklength")) {
                    facts.add("transfer " + operation.code() + " length " + attribute.value());
                }
            }
            if (!operation.attribute("filename").isEmpty()) {
                facts.add("transfer " + operation.code() + " of " + operation.attribute("filename") + " "
                        + operation.attribute("block_type") + " " + operation.attribute("block_number") + " "
                        + operation.attribute("dest_filesys"));
            }
        }
    }
}
