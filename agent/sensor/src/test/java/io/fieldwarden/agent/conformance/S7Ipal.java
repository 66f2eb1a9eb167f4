package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tags asked for, answered and written as IPAL transcribes them: area and bit address or number of a symbol → value. */
public final class S7Ipal implements Opinion {
    private static final Pattern FIELD = Pattern.compile("\"(activity|src|dest)\":\\s*\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\":\\s*\\{([^}]*)}");
    private static final Pattern TAG = Pattern.compile("\"([^\"]+)\":\\s*(null|\\d+)");

    @Override
    public String protocol() {
        return "s7comm";
    }

    @Override
    public String whose() {
        return "ipal";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && !subject.beside(1, ".ipal").isEmpty()
                && !theirs(subject).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        return new Facts(theirs(subject), ours(subject.run()));
    }

    /** What the fullest transcript beside the capture says of its connections. */
    private static List<String> theirs(Subject subject) throws IOException {
        List<String> ends = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("s7comm")) {
                ends.add(ZeekLog.ends(seen.connection()));
                ends.add(seen.connection().responder() + " " + seen.connection().originator());
            }
        }
        List<String> most = List.of();
        for (Path file : subject.beside(1, ".ipal")) {
            List<String> facts = new ArrayList<>();
            for (String message : messages(String.join("\n", SharedData.lines(file)))) {
                message(message, ends, facts);
            }
            most = facts.size() > most.size() ? facts : most;
        }
        return most;
    }

    /** The outermost objects of a text; one of the transcripts has a line in it that is no JSON. */
    private static List<String> messages(String text) {
        List<String> messages = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '{' && depth++ == 0) {
                start = at;
            } else if (text.charAt(at) == '}' && --depth == 0) {
                messages.add(text.substring(start, at + 1));
            }
        }
        return messages;
    }

    private static void message(String text, List<String> connections, List<String> facts) {
        String activity = "";
        String source = "";
        String destination = "";
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            switch (field.group(1)) {
                case "activity" -> activity = field.group(2);
                case "src" -> source = field.group(2);
                default -> destination = field.group(2);
            }
        }
        Matcher data = DATA.matcher(text);
        boolean repeats = activity.equals("action"); // an acknowledged write repeats what was commanded
        if (!repeats && connections.contains(source + " " + destination) && data.find()) {
            Matcher tag = TAG.matcher(data.group(1));
            while (tag.find()) {
                facts.add(activity + " " + tag.group(1) + (tag.group(2).equals("null") ? "" : " = " + tag.group(2)));
            }
        }
    }

    private static List<String> ours(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        @Nullable Operation item = null;
        @Nullable Connection of = null;
        StringBuilder raw = new StringBuilder();
        for (Observation seen : run.observations()) {
            if (seen instanceof OperationSeen operation) {
                told(item, raw, facts);
                item = operation.operation();
                of = operation.connection();
                boolean known = item.protocol().equals("s7comm") && (item.code() == 4 || item.code() == 5);
                if (!known || operation.outcome().kind() == Outcome.Kind.ONE_WAY) {
                    item = null;
                } else {
                    asked(item, facts);
                }
            } else if (seen instanceof ValueSeen value
                    && item != null
                    && value.connection().equals(of)) {
                raw(value, item.attribute("transp_size"), raw);
            }
        }
        told(item, raw, facts);
        return facts;
    }

    private static void asked(Operation item, List<String> facts) {
        if (item.code() == 4) {
            facts.add("interrogate " + key(item));
        }
    }

    private static void told(@Nullable Operation item, StringBuilder raw, List<String> facts) {
        if (item != null && !raw.isEmpty()) {
            String value = key(item) + " = " + new BigInteger(raw.toString(), 16);
            facts.add((item.code() == 4 ? "inform " : "command ") + value);
        }
        raw.setLength(0);
    }

    /** {@code DB.1.16} for {@code db1/dbw/2}; the number of a symbol stands alone. */
    private static String key(Operation item) {
        String name = item.points() == null ? "" : item.points().name(0);
        if (!item.attribute("syntaxid").equals("s7any")) {
            return name.replaceFirst("^.*[./]", "");
        }
        String[] parts = name.split("/");
        String area = parts[0].toUpperCase(Locale.ROOT).replaceFirst("^(DB)(\\d+)$", "$1.$2");
        String[] at = parts[parts.length - 1].split("\\.");
        int address = Integer.parseInt(at[0]);
        int bits = parts.length < 3 ? address : 8 * address + (at.length > 1 ? Integer.parseInt(at[1]) : 0);
        return area + "." + bits;
    }

    /** The bytes the values were read from, as hexadecimal digits. */
    private static void raw(ValueSeen seen, String size, StringBuilder raw) {
        for (int index = 0; index < seen.values().size(); index++) {
            double number = seen.values().number(index);
            switch (size) {
                case "bit", "byte", "char" -> raw.append(String.format(Locale.ROOT, "%02x", (int) number));
                case "int", "word", "date", "s5time", "timer", "counter" ->
                    raw.append(String.format(Locale.ROOT, "%04x", (int) number & 0xFFFF));
                case "dword", "dint", "tod", "time" ->
                    raw.append(String.format(Locale.ROOT, "%08x", (long) number & 0xFFFF_FFFFL));
                case "real" -> raw.append(String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits((float) number)));
                default -> raw.append(seen.values().text(index));
            }
        }
    }
}
