package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPAL's messages of IEC 60870-5-104: control functions, commands and confirmations by type, and the value of every tag. */
public final class Iec104Ipal implements Opinion {
    private static final Pattern FIELD = Pattern.compile("\"(src|dest|type|activity|protocol)\": \"([^\"]*)\"");
    private static final Pattern ANSWER = Pattern.compile("\"responds to\": \\[(\\d+)");
    private static final Pattern ID = Pattern.compile("\"id\": (\\d+)");
    private static final Pattern TAG = Pattern.compile("\"(\\d+)\\.(\\d+)\": (-?[0-9.eE+-]+)");
    private static final Set<Integer> NORMALISED = Set.of(9, 10, 21, 34, 48, 61, 110);
    private static final Set<Integer> STEPS = Set.of(5, 6, 32);
    private static final Set<Integer> BITS = Set.of(7, 8, 33, 51, 64);

    @Override
    public String protocol() {
        return "iec104";
    }

    @Override
    public String whose() {
        return "ipal";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("iec60870_104")
                && !subject.beside(1, ".ipal").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Set<String> ends = new HashSet<>();
        subject.run().connections().forEach(seen -> {
            ends.add(ZeekLog.ends(seen.connection()));
            ends.add(seen.connection().responder() + " " + seen.connection().originator());
        });
        List<String> theirs = new ArrayList<>();
        // each line a message; files that spread one over many lines are other outputs of the same
        for (Path file : subject.beside(1, ".ipal")) {
            if (theirs.isEmpty()) {
                messages(SharedData.lines(file), ends, theirs);
            }
        }
        return new Facts(theirs, ours(subject.run()));
    }

    private static void messages(List<String> lines, Set<String> ends, List<String> facts) {
        Map<String, String> types = new HashMap<>();
        for (String line : lines) {
            Message message = Message.read(line);
            Matcher id = ID.matcher(line);
            if (message != null && id.find()) {
                types.put(id.group(1), message.type);
            }
            Matcher answer = ANSWER.matcher(line);
            if (message != null && message.type.equals("I-70") && answer.find()) {
                // IPAL takes the end of initialisation for the answer; the real one comes later and answers nothing
                String asked = types.getOrDefault(answer.group(1), "I-0").substring(2);
                facts.add("confirmed " + message.source + " " + asked);
            }
            if (message != null && ends.contains(message.source + " " + message.destination)) {
                message.tell(facts);
            }
        }
    }

    private record Message(
            String source, String destination, String type, String activity, boolean answers, String line) {
        static @org.jspecify.annotations.Nullable Message read(String line) {
            String[] found = {"", "", "", "", ""};
            Matcher field = FIELD.matcher(line);
            List<String> names = List.of("src", "dest", "type", "activity", "protocol");
            while (field.find()) {
                int index = names.indexOf(field.group(1));
                found[index] = found[index].isEmpty() ? field.group(2) : found[index];
            }
            boolean whole = line.startsWith("{") && line.contains("\"data\": {") && found[4].equals("iec104");
            return whole
                    ? new Message(
                            found[0],
                            found[1],
                            found[2],
                            found[3],
                            ANSWER.matcher(line).find(),
                            line)
                    : null;
        }

        void tell(List<String> facts) {
            String data = line.substring(line.indexOf("\"data\": {"));
            if (type.equals("U")) {
                String name = data.contains("\"test\"") ? "testfr" : data.contains("start") ? "startdt" : "stopdt";
                facts.add("function " + source + " " + name + (activity.equals("action") ? " con" : " act"));
                return;
            }
            if (!type.startsWith("I-")) {
                return;
            }
            int id = Integer.parseInt(type.substring(2));
            boolean report = activity.equals("inform");
            if (activity.equals("command")) {
                facts.add("command " + source + " " + id);
            } else if (!report && answers && id != 70) {
                facts.add("confirmed " + source + " " + id);
            }
            Matcher tag = TAG.matcher(data);
            while ((report || (!report && answers)) && tag.find()) {
                String value = number(value(id, Double.parseDouble(tag.group(3))));
                facts.add((report ? "value " : "written ") + tag.group(1) + "/ioa/" + tag.group(2) + " = " + value);
            }
        }

        /** In our measure: a part of one, a step with its sign, a bit string with its first bit lowest. */
        private static double value(int type, double raw) {
            if (NORMALISED.contains(type)) {
                return raw / 32_768;
            }
            if (STEPS.contains(type) && raw > 63) {
                return raw - 128;
            }
            return BITS.contains(type) ? Integer.toUnsignedLong(Integer.reverseBytes((int) (long) raw)) : raw;
        }
    }

    private static List<String> ours(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (Observation observation : run.observations()) {
            if (observation instanceof OperationSeen seen
                    && seen.operation().protocol().equals("iec104")) {
                operation(seen, facts);
            } else if (observation instanceof ValueSeen seen
                    && seen.connection().protocol().equals("iec104")) {
                values(seen, facts);
            }
        }
        return facts;
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        String asker = seen.connection().end(seen.from()).toString();
        String asked = seen.connection().end(seen.from().opposite()).toString();
        boolean done = seen.outcome().kind() == Outcome.Kind.SUCCEEDED;
        if (operation.name().equals("startdt")
                || operation.name().equals("stopdt")
                || operation.name().equals("testfr")) {
            boolean alone = seen.outcome().kind() == Outcome.Kind.ONE_WAY;
            if (!alone) {
                facts.add("function " + asker + " " + operation.name() + " act");
            }
            if (done || alone) {
                facts.add("function " + asked + " " + operation.name() + " con");
            }
        } else if (operation.code() >= 45 && operation.code() <= 113 && operation.code() != 70) {
            if (seen.outcome().kind() != Outcome.Kind.ONE_WAY) {
                facts.add("command " + asker + " " + operation.code());
            }
            if (done) {
                facts.add("confirmed " + asked + " " + operation.code());
            }
        }
    }

    private static void values(ValueSeen seen, List<String> facts) {
        for (int index = 0; index < seen.points().count(); index++) {
            String point = seen.points().name(index);
            if (point.contains("/ioa/")) {
                String kind = seen.way() == ValueSeen.Way.WRITTEN ? "written " : "value ";
                facts.add(kind + point + " = " + number(seen.values().number(index)));
            }
        }
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }
}
