package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fragments, indications and objects that a conformance tester says it sent and received, in the {@code log.html} it left. */
public final class Dnp3ConformanceLog implements Opinion {
    private static final Pattern ROW = Pattern.compile(
            "<tr class=\"([^\"]*data-level-4[^\"]*)\">\\s*<td>[^<]*</td>\\s*<td>.*?</td>\\s*<td>\\s*(.*?)\\s*</td>",
            Pattern.DOTALL);
    private static final Pattern FRAGMENT =
            Pattern.compile("[^(]+\\(0x([0-9A-F]+)\\) fir: \\d fin: \\d con: \\d uns: \\d seq: 0x([0-9A-F]+)(.*)");
    private static final Pattern OBJECT = Pattern.compile("(g\\d+v\\d+), (.*)");
    private static final Pattern VALUE =
            Pattern.compile("\\[(\\d+)\\] - flags: 0x[0-9A-F]+ (?:value|count): (-?[0-9.]+)");
    /** The tester's words for indications, and ours. */
    private static final Map<String, String> INDICATIONS = Map.ofEntries(
            Map.entry("DeviceRestart", "device_restart"),
            Map.entry("DeviceTrouble", "device_trouble"),
            Map.entry("LocalControl", "local_control"),
            Map.entry("NeedTime", "need_time"),
            Map.entry("Class1Events", "class_1_events"),
            Map.entry("Class2Events", "class_2_events"),
            Map.entry("Class3Events", "class_3_events"),
            Map.entry("Broadcast", "broadcast"),
            Map.entry("FuncNotSupported", "no_func_code_support"),
            Map.entry("ObjectUnknown", "object_unknown"),
            Map.entry("ParamError", "parameter_error"),
            Map.entry("EventBufferOverflow", "event_buffer_overflow"),
            Map.entry("AlreadyExecuting", "already_executing"),
            Map.entry("ConfigCorrupt", "config_corrupt"));

    /** Which ways the log last read recorded. */
    private final Set<String> recorded = new HashSet<>();

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "tester";
    }

    private static Optional<Path> log(Subject subject) {
        return List.of("log.html", "log.html.gz").stream()
                .map(name -> subject.file().resolveSibling(name))
                .filter(Files::exists)
                .findFirst();
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && log(subject).isPresent() && Dnp3Reading.isCapture(subject);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        String text = String.join("\n", SharedData.lines(log(subject).orElseThrow()));
        for (Matcher row = ROW.matcher(text); row.find(); ) {
            row(row.group(1).contains("receive"), row.group(2), theirs);
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : Dnp3Reading.operations(subject)) {
            operation(seen, ours);
        }
        for (ValueSeen value : Dnp3Reading.values(subject)) {
            values(value, ours);
        }
        recorded.clear();
        theirs.forEach(fact -> recorded.add(fact.startsWith("sent ") ? "sent" : "received"));
        return new Facts(theirs, ours);
    }

    /** A log that has no fragment received, or none sent, did not record that way at all. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        String way = fact.startsWith("sent ") ? "sent" : "received";
        return theirs || recorded.contains(way) ? Optional.empty() : Optional.of("tester-dnp3-one-way-log");
    }

    private static void row(boolean received, String text, List<String> facts) {
        String way = received ? "received " : "sent ";
        Matcher fragment = FRAGMENT.matcher(text);
        Matcher object = OBJECT.matcher(text);
        Matcher value = VALUE.matcher(text);
        if (fragment.matches()) {
            facts.add(way + "function " + Integer.parseInt(fragment.group(1), 16));
            String iin = fragment.group(3);
            for (Map.Entry<String, String> name : new TreeMap<>(INDICATIONS).entrySet()) {
                if (iin.contains(name.getKey())) {
                    facts.add(way + name.getValue());
                }
            }
        } else if (object.matches()) {
            facts.add(way + object.group(1));
        } else if (value.matches() && received) {
            facts.add("[" + value.group(1) + "] = " + Double.parseDouble(value.group(2)));
        }
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        boolean request = Dnp3Reading.isRequest(seen);
        facts.add((request ? "sent " : "received ") + "function "
                + seen.operation().code());
        for (String iin : Dnp3Reading.indications(seen)) {
            if (request) {
                facts.add("received function 129");
            }
            indications(Integer.decode(iin), facts);
        }
        Dnp3Reading.headers(seen.operation(), "objects")
                .forEach(header -> facts.add("sent g" + header.group() + "v" + header.variation()));
        Dnp3Reading.headers(seen.operation(), "response_objects")
                .forEach(header -> facts.add("received g" + header.group() + "v" + header.variation()));
    }

    private static void indications(int iin, List<String> facts) {
        List<String> bits = List.of(
                "device_restart",
                "device_trouble",
                "local_control",
                "need_time",
                "class_3_events",
                "class_2_events",
                "class_1_events",
                "broadcast",
                "",
                "",
                "config_corrupt",
                "already_executing",
                "event_buffer_overflow",
                "parameter_error",
                "object_unknown",
                "no_func_code_support");
        for (int bit = 0; bit < bits.size(); bit++) {
            if ((iin & (0x8000 >> bit)) != 0) {
                facts.add("received " + bits.get(bit));
            }
        }
    }

    private static void values(ValueSeen value, List<String> facts) {
        String kind = value.points().space().replaceAll(".*/", "");
        boolean number = kind.matches("(frozen-)?(analog-input|counter)|analog-output");
        for (int index = 0; index < value.values().size() && number; index++) {
            if (value.way() != ValueSeen.Way.WRITTEN) {
                long point = value.points().first() + index;
                facts.add("[" + point + "] = " + value.values().number(index));
            }
        }
    }
}
