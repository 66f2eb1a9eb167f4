package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** IEC 60870-5-104 as Wireshark reads it: control functions, every ASDU with its head, every value with its quality, time tags. */
public final class Iec104Wireshark implements Opinion {
    private static final String ASDU = "iec60870_asdu.";
    private static final List<String> VALUES = List.of(
            "siq.spi",
            "diq.dpi",
            "vti.v",
            "bitstring",
            "normval",
            "scalval",
            "float",
            "bcr.count",
            "sco.on",
            "dco.on",
            "rco.up");
    /** Types whose value Wireshark shows as raw bytes, in order. */
    private static final int[] WITHOUT_VALUE = {17, 18, 19, 20, 38, 39, 40, 41};

    private static final String NOT_SENT_TWICE = "!tcp.analysis.retransmission && !tcp.analysis.out_of_order";

    @Override
    public String protocol() {
        return "iec104";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && subject.protocols().contains("iec60870_104");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        functions(subject, theirs);
        Reading reading = new Reading(theirs);
        Tshark.messages(subject.file(), "iec60870_asdu && " + NOT_SENT_TWICE, "iec60870_asdu", reading::asdu);
        return new Facts(theirs, ours(subject.run()));
    }

    private static void functions(Subject subject, List<String> theirs) throws IOException {
        List<String> fields = List.of("ip.src", "tcp.srcport", "iec60870_104.utype");
        Tshark.rows(subject.file(), "iec60870_104.utype && " + NOT_SENT_TWICE, fields, row -> {
            for (String function : row[2].split(",")) {
                theirs.add("function " + row[0] + ":" + row[1] + " " + Integer.decode(function));
            }
        });
    }

    /** Wireshark's ASDUs in order. */
    static final class Reading {
        private final List<String> facts;
        private final Map<String, List<String>> acts = new HashMap<>();

        Reading(List<String> facts) {
            this.facts = facts;
        }

        void asdu(Map<String, List<String>> fields) {
            int type = Integer.parseInt(one(fields, "typeid"));
            int cause = Integer.parseInt(one(fields, "causetx")) & 0x3F;
            String sender = fields.getOrDefault("ip.src", List.of("")).getFirst() + ":"
                    + fields.getOrDefault("tcp.srcport", List.of("")).getFirst();
            String head = type + " of " + one(fields, "addr");
            boolean negative = truth(one(fields, "nega"));
            boolean confirmation = cause == 7 || cause == 9 || (cause >= 44 && cause <= 47);
            boolean system = (type >= 45 && type <= 69) || (type >= 100 && type <= 113);
            if (system && confirmation) {
                facts.add("answered " + head + " " + cause + (negative && cause < 44 ? " negative" : ""));
            } else if (!system || cause != 10) {
                facts.add("sent " + sender + " " + head + " cause " + cause + " x " + one(fields, "numix") + " oa "
                        + one(fields, "oa") + (truth(one(fields, "test")) ? " test" : ""));
            }
            if (type <= 40) {
                reported(fields, type);
            } else if (type <= 64) {
                commanded(fields, type, cause, negative);
            }
        }

        private void reported(Map<String, List<String>> fields, int type) {
            List<String> addresses = fields.getOrDefault(ASDU + "ioa", List.of());
            for (String field : VALUES) {
                List<String> values = fields.getOrDefault(ASDU + field, List.of());
                for (int index = 0; index < Math.min(values.size(), addresses.size()); index++) {
                    facts.add("value " + one(fields, "addr") + "/ioa/" + addresses.get(index) + " = "
                            + number(values.get(index)) + " " + quality(fields, index, type));
                }
            }
            time(fields);
        }

        private void time(Map<String, List<String>> fields) {
            if (!one(fields, "cp56time.year").isEmpty()) {
                facts.add("time " + part(fields, "year") + "-" + part(fields, "month") + "-" + part(fields, "day") + " "
                        + part(fields, "hour") + ":" + part(fields, "min") + " " + part(fields, "ms")
                        + (truth(one(fields, "cp56time.iv")) ? " invalid" : "")
                        + (truth(one(fields, "cp56time.su")) ? " summer" : ""));
            }
        }

        private static int part(Map<String, List<String>> fields, String part) {
            return Integer.parseInt(one(fields, "cp56time." + part));
        }

        /** A value counts as written once the command that is executed is confirmed. */
        private void commanded(Map<String, List<String>> fields, int type, int cause, boolean negative) {
            String point = one(fields, "addr") + "/ioa/" + one(fields, "ioa");
            List<String> open = acts.computeIfAbsent(type + " " + point, name -> new ArrayList<>());
            if (cause == 6) {
                String value = VALUES.stream()
                        .map(field -> one(fields, field))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
                open.add(value.isEmpty() || selects(fields) ? "" : "written " + point + " = " + number(value));
            } else if (cause == 7 && !open.isEmpty()) {
                String written = open.removeFirst();
                if (!negative && !written.isEmpty()) {
                    facts.add(written);
                }
            }
        }

        private static boolean selects(Map<String, List<String>> fields) {
            return List.of("sco.se", "dco.se", "rco.se", "qos.se").stream().anyMatch(se -> truth(one(fields, se)));
        }

        private static String quality(Map<String, List<String>> fields, int index, int type) {
            if (type == 21) {
                return "unstated";
            }
            boolean bad = false;
            boolean uncertain = false;
            for (String descriptor : List.of("siq.", "diq.", "qds.", "bcr.")) {
                bad |= at(fields, descriptor + "iv", index);
                for (String flag : List.of("nt", "sb", "bl", "ov")) {
                    uncertain |= at(fields, descriptor + flag, index);
                }
            }
            return bad ? "bad" : uncertain ? "uncertain" : "good";
        }

        private static boolean at(Map<String, List<String>> fields, String field, int index) {
            List<String> all = fields.getOrDefault(ASDU + field, List.of());
            return index < all.size() && truth(all.get(index));
        }
    }

    private static boolean truth(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    private static String one(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(ASDU + name, List.of("")).getFirst();
    }

    private static String number(String text) {
        if (truth(text) || text.equalsIgnoreCase("false")) {
            return number(truth(text) ? 1 : 0);
        }
        if (text.startsWith("0x")) {
            // the octets of a bit string as they stand on the wire; its first bit is the lowest of the first octet
            return number((double) Integer.toUnsignedLong(
                    Integer.reverseBytes(Long.decode(text).intValue())));
        }
        return number(Double.parseDouble(text));
    }

    /** Wireshark prints six digits. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toString();
    }

    static List<String> ours(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        boolean read = true;
        for (Observation observation : run.observations()) {
            if (observation instanceof OperationSeen seen
                    && seen.operation().protocol().equals("iec104")) {
                operation(seen, facts);
                read = Arrays.binarySearch(WITHOUT_VALUE, seen.operation().code()) < 0;
            } else if (observation instanceof ValueSeen seen
                    && seen.connection().protocol().equals("iec104")
                    && read) {
                values(seen, facts);
            }
        }
        return facts;
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        String sender = seen.connection().end(seen.from()).toString();
        Outcome outcome = seen.outcome();
        String name = seen.operation().name();
        if (name.equals("startdt") || name.equals("stopdt") || name.equals("testfr")) {
            int act = seen.operation().code() >> 2;
            String answerer = seen.connection().end(seen.from().opposite()).toString();
            if (outcome.kind() != Outcome.Kind.ONE_WAY) {
                facts.add("function " + sender + " " + act);
            }
            if (outcome.kind() == Outcome.Kind.SUCCEEDED || outcome.kind() == Outcome.Kind.ONE_WAY) {
                facts.add("function " + answerer + " " + 2 * act);
            }
            return;
        }
        String head =
                seen.operation().code() + " of " + seen.operation().scope().replace("station ", "");
        String cause = seen.operation().attribute("causetx");
        boolean answerOnly = cause.equals("actcon") || cause.equals("deactcon") || cause.startsWith("uk");
        if (!answerOnly) {
            facts.add("sent " + sender + " " + head + " cause " + Iec104Words.cause(cause) + " x "
                    + or(seen.operation().attribute("numix"), "1") + " oa "
                    + or(seen.operation().attribute("oa"), "0")
                    + (seen.operation().attribute("test").isEmpty() ? "" : " test"));
        }
        answer(seen, head, cause, facts);
        String time = seen.operation().attribute("cp56time");
        if (!time.isEmpty() && seen.operation().code() <= 40) {
            facts.add("time " + Iec104Words.time(time)
                    + (seen.operation().attribute("time_invalid").isEmpty() ? "" : " invalid")
                    + (seen.operation().attribute("summer_time").isEmpty() ? "" : " summer"));
        }
    }

    private static void answer(OperationSeen seen, String head, String cause, List<String> facts) {
        Outcome outcome = seen.outcome();
        boolean read = seen.operation().code() == 102;
        if (outcome.kind() == Outcome.Kind.REFUSED && outcome.code() != 10) {
            facts.add("answered " + head + " " + outcome.code() + (outcome.code() < 44 ? " negative" : ""));
        } else if (outcome.kind() == Outcome.Kind.SUCCEEDED && !read) {
            facts.add("answered " + head + " " + (cause.equals("deact") ? 9 : 7));
        } else if (outcome.kind() == Outcome.Kind.ONE_WAY && cause.endsWith("actcon")) {
            facts.add("answered " + head + " " + Iec104Words.cause(cause));
        }
    }

    private static void values(ValueSeen seen, List<String> facts) {
        boolean written = seen.way() == ValueSeen.Way.WRITTEN;
        for (int index = 0; index < seen.points().count(); index++) {
            String point = seen.points().name(index);
            if (!point.contains("/ioa/")) {
                continue;
            }
            String value = number(seen.values().number(index));
            facts.add(
                    written
                            ? "written " + point + " = " + value
                            : "value " + point + " = " + value + " "
                                    + seen.quality().toString().toLowerCase(Locale.ROOT));
        }
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
