package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What we say of EtherNet/IP, in the words opinions share: one fact a message. */
final class EnipFacts {
    static final String ENIP = "enip";
    static final String CIP = "cip";
    private static final Map<String, Integer> COMMANDS = Map.of("send_rr_data", 0x6F, "send_unit_data", 0x70);

    private EnipFacts() {}

    /** Whether an operation is a message of its own, and not a service inside another. */
    private static boolean isMessage(Operation operation) {
        return operation.attribute("embedded_in").isEmpty() && !operation.name().equals("io_data");
    }

    /** Whether only the answer was seen. */
    private static boolean isAnswerAlone(Operation operation) {
        return !operation.attribute("status").isEmpty();
    }

    private static boolean isAnswered(OperationSeen seen) {
        return seen.outcome().kind() == Outcome.Kind.SUCCEEDED
                || seen.outcome().kind() == Outcome.Kind.REFUSED
                || isAnswerAlone(seen.operation());
    }

    static List<OperationSeen> of(CaptureRun run) {
        return run.operations().stream()
                .filter(seen -> seen.operation().protocol().equals(ENIP)
                        || seen.operation().protocol().equals(CIP))
                .filter(seen -> !seen.operation().name().equals("io_data"))
                .toList();
    }

    /** Requests and answers of the encapsulation: way, command, session. */
    static List<String> messages(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : of(run)) {
            Operation operation = seen.operation();
            if (!isMessage(operation)) {
                continue;
            }
            int command = operation.protocol().equals(CIP)
                    ? COMMANDS.getOrDefault(operation.attribute("command"), -1)
                    : operation.code();
            String session = operation.attribute("session_handle").isEmpty()
                    ? "0x00000000"
                    : operation.attribute("session_handle");
            if (!isAnswerAlone(operation)) {
                facts.add(message(ends(seen, true), command, command == 0x65 ? "0x00000000" : session));
            }
            if (isAnswered(seen)) {
                facts.add(message(ends(seen, false), command, session));
            }
        }
        return facts;
    }

    static String message(String ends, int command, String session) {
        return String.format(Locale.ROOT, "message %s 0x%02x session %s", ends, command, session);
    }

    private static String ends(OperationSeen seen, boolean asking) {
        var from = seen.connection().end(asking ? seen.from() : seen.from().opposite());
        var to = seen.connection().end(asking ? seen.from().opposite() : seen.from());
        return ends(from.address().toString(), from.port(), to.address().toString(), to.port());
    }

    static String ends(String from, int fromPort, String to, int toPort) {
        return from + ":" + fromPort + ">" + to + ":" + toPort;
    }

    /** Services asked for. */
    static List<String> requests(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : of(run)) {
            if (seen.operation().protocol().equals(CIP) && !isAnswerAlone(seen.operation())) {
                facts.add("request " + ends(seen, true) + " service "
                        + seen.operation().code());
            }
        }
        return facts;
    }

    /** Services answered, and their general status. */
    static List<String> responses(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : of(run)) {
            boolean routed = seen.operation().name().equals("unconnected_send")
                    && seen.outcome().kind() == Outcome.Kind.SUCCEEDED; // the answer is the inner service's
            if (seen.operation().protocol().equals(CIP) && isAnswered(seen) && !routed) {
                facts.add("response " + ends(seen, false) + " service "
                        + seen.operation().code() + " status " + status(seen));
            }
        }
        return facts;
    }

    /** A PCCC error is not one of CIP. */
    private static int status(OperationSeen seen) {
        String alone = seen.operation().attribute("general_status");
        if (!alone.isEmpty()) {
            return Integer.decode(alone);
        }
        return seen.operation().attribute("pccc_command").isEmpty()
                ? seen.outcome().code()
                : 0;
    }

    /** Requests with what they are asked of. */
    static List<OperationSeen> asked(CaptureRun run) {
        return of(run).stream()
                .filter(seen -> seen.operation().protocol().equals(CIP) && !isAnswerAlone(seen.operation()))
                .toList();
    }

    /** Identities that say {@code marker}, each fact once. */
    static Set<String> identities(CaptureRun run, String marker, List<String> names) {
        Set<String> facts = new TreeSet<>();
        for (IdentitySeen seen : run.identities()) {
            boolean marked = seen.source().equals(ENIP)
                    && seen.facts().stream().anyMatch(fact -> fact.name().equals(marker));
            for (Attribute fact : marked ? seen.facts() : List.<Attribute>of()) {
                if (names.contains(fact.name())) {
                    facts.add("identity " + seen.asset().address() + " " + fact.name() + " " + fact.value());
                }
            }
        }
        return facts;
    }
}
