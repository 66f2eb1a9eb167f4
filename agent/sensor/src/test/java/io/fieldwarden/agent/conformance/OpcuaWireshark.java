package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Services, refusals, hellos and the strings of requests in captures, as Wireshark dissects them. */
public final class OpcuaWireshark implements Opinion {
    private static final int FAULT = 397;

    @Override
    public String protocol() {
        return "opcua";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("opcua");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.rows(
                subject.file(),
                "opcua && !tcp.analysis.retransmission",
                List.of(
                        "tcp.srcport",
                        "tcp.dstport",
                        "opcua.transport.type",
                        "opcua.servicenodeid.numeric",
                        "opcua.transport.endpoint"),
                row -> theirs(row, theirs));
        return new Facts(theirs, ours(subject.run()));
    }

    private static void theirs(String[] row, List<String> facts) {
        for (String type : row[2].split(",")) {
            if (type.equals("HEL")) {
                facts.add(row[0] + " > " + row[1] + " hello " + row[4]);
            }
        }
        if (row[3].isEmpty()) {
            return;
        }
        for (String number : row[3].split(",")) {
            int service = Integer.parseInt(number);
            if (service == FAULT) {
                facts.add(row[1] + " > " + row[0] + " fault");
            } else if (isRequest(service)) {
                facts.add(row[0] + " > " + row[1] + " " + service);
            }
        }
    }

    /** Requests and responses alternate in the table of encodings, by three; later ones by one. */
    private static boolean isRequest(int service) {
        return switch (service) {
            case 422, 428, 437, 446, 452, 461, 467, 473, 479, 488, 494, 500, 506, 527, 533, 554, 560, 566 -> true;
            case 615, 621, 631, 664, 673, 700, 712, 751, 763, 769, 775, 781, 787, 793, 799, 826, 832, 841, 847 -> true;
            case 12_208, 12_211 -> true;
            default -> false;
        };
    }

    private static List<String> ours(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (!seen.operation().protocol().equals("opcua")) {
                continue;
            }
            String from = seen.connection().end(seen.from()).port() + " > "
                    + seen.connection().end(seen.from().opposite()).port() + " ";
            boolean asked = seen.outcome().kind() != Outcome.Kind.ONE_WAY
                    || seen.operation().code() == 452;
            if (seen.operation().name().equals("hello")) {
                facts.add(from + "hello " + seen.operation().attribute("endpoint_url"));
            } else if (seen.operation().code() > 0 && asked) {
                facts.add(from + seen.operation().code());
            }
            if (seen.operation().name().equals("service_fault")) {
                facts.add(from + "fault");
            } else if (seen.outcome().kind() == Outcome.Kind.REFUSED && OpcuaIcsnpp.isWhole(seen)) {
                facts.add(from + "fault");
            }
        }
        return facts;
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean fault = fact.endsWith("fault");
        return !theirs && fault ? Optional.of("opcua-faults") : Optional.empty();
    }
}
