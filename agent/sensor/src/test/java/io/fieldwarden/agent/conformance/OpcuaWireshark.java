package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Services, service results, hellos and numbers in captures, as Wireshark dissects them. */
public final class OpcuaWireshark implements Opinion {
    private static final int CLOSE_SECURE_CHANNEL = 452;
    private static final String SOUND = " && !tcp.analysis.retransmission";

    /** Answers whose numbers stand in variants and nowhere else: read, publish and call. */
    private static final String VALUES = "opcua.servicenodeid.numeric in {634, 829, 715}";

    /** A variant with the bit for dimensions in its encoding (OPC 10000-6 5.2.2.16). */
    private static final String MATRIX = "opcua.variant.has_value & 0x40";

    /** Frames of the capture last asked about with a matrix in them. */
    private int matrices;

    private static final List<String> NUMBERS = List.of(
            "opcua.Boolean",
            "opcua.SByte",
            "opcua.Byte",
            "opcua.Int16",
            "opcua.UInt16",
            "opcua.Int32",
            "opcua.UInt32",
            "opcua.Int64",
            "opcua.UInt64",
            "opcua.Float",
            "opcua.Double");
    /** Wireshark prints six digits of a number. */
    private static final MathContext DIGITS = new MathContext(6);

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
                "opcua" + SOUND,
                List.of(
                        "tcp.srcport",
                        "tcp.dstport",
                        "opcua.transport.type",
                        "opcua.servicenodeid.numeric",
                        "opcua.transport.endpoint",
                        "opcua.ServiceResult"),
                row -> theirs(row, theirs));
        matrices = 0;
        Tshark.rows(subject.file(), MATRIX, List.of("frame.number"), row -> matrices++);
        Tshark.rows(subject.file(), VALUES + SOUND, NUMBERS, row -> numbers(row, theirs));
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
        Iterator<String> results = List.of(row[5].split(",")).iterator();
        for (String number : row[3].split(",")) {
            int service = Integer.parseInt(number);
            if (isRequest(service)) {
                facts.add(row[0] + " > " + row[1] + " " + service);
                continue;
            }
            if (results.hasNext()) {
                facts.add(row[1] + " > " + row[0] + " result " + results.next());
            }
        }
    }

    private static void numbers(String[] row, List<String> facts) {
        for (String column : row) {
            for (String number : column.isEmpty() ? new String[0] : column.split(",")) {
                facts.add("value " + rounded(number));
            }
        }
    }

    private static String rounded(String number) {
        return switch (number) {
            case "True" -> "1";
            case "False" -> "0";
            case String text when !text.matches("-?[0-9.]+([eE][-+]?[0-9]+)?") -> text.toLowerCase(Locale.ROOT);
            default -> {
                BigDecimal rounded = new BigDecimal(number).round(DIGITS);
                yield rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
            }
        };
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
            result(seen, from, facts);
        }
        for (ValueSeen value : run.values()) {
            boolean answered = value.way() != ValueSeen.Way.WRITTEN
                    && !value.points().space().contains("#History");
            if (value.connection().protocol().equals("opcua") && answered && isNumber(value.values())) {
                for (int index = 0; index < value.values().size(); index++) {
                    facts.add("value " + rounded(value.values().text(index)));
                }
            }
        }
        return facts;
    }

    /** Whether it is of numbers; where one of them is too great for a double all are told as texts. */
    private static boolean isNumber(Values values) {
        boolean number = !(values instanceof Values.Texts);
        for (int index = 0; index < values.size() && !number; index++) {
            number = values.text(index).matches("-?\\d{16,20}");
        }
        return number;
    }

    /** The service result of the answer, where there was one. */
    private static void result(OperationSeen seen, String from, List<String> facts) {
        int code = seen.operation().code();
        boolean refused = seen.outcome().kind() == Outcome.Kind.REFUSED && OpcuaIcsnpp.isWhole(seen);
        if (refused) {
            facts.add(from + "result " + String.format("0x%08x", seen.outcome().code()));
        } else if (code > 0 && code != CLOSE_SECURE_CHANNEL && seen.outcome().kind() != Outcome.Kind.UNANSWERED) {
            facts.add(from + "result 0x00000000");
        }
    }

    /** It shows the dimensions of a matrix in the field of Int32 values. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean dimension = theirs && matrices > 0 && fact.matches("value [1-9][0-9]{0,3}");
        return dimension ? Optional.of("opcua-dimensions") : Optional.empty();
    }
}
