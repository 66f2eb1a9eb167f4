package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Synchrophasor frames as Wireshark reads them: kinds, commands, stations, frequencies, analogs, digitals, qualities. */
public final class C37118Wireshark implements Opinion {
    private static final List<String> FIELDS =
            List.of("synphasor.frtype", "synphasor.command", "synphasor.analog_value");
    private static final Pattern STATION = Pattern.compile("Station #\\d+: \"([^\"]*)\"");
    private static final Pattern SOURCE = Pattern.compile("\\(Data source ID\\): (\\d+)");
    private static final Pattern POLAR = Pattern.compile("Phasor #\\d+: .*\", *([-\\d.]+)[VA] ∠ *([-\\d.]+)°");
    private static final Pattern FREQUENCY = Pattern.compile("ctual frequency[^:]*: ([-\\d.]+)");
    private static final Pattern CHANGE = Pattern.compile("Rate of change of frequency: ([-\\d.]+)");
    private static final Pattern DIGITAL = Pattern.compile("Digital status word #\\d+: (0x[0-9a-f]+)");
    private static final List<String> FRAMES = List.of("data", "header", "cfg_1", "cfg_2", "", "cfg_3");
    private static final List<String> COMMANDS = List.of(
            "", "data_off", "data_on", "send_hdr", "send_cfg_1", "send_cfg_2", "send_cfg_3", "", "extended_frame");

    @Override
    public String protocol() {
        return "c37118";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && Tshark.installed()
                && (subject.protocols().contains("synphasor")
                        || !options(subject).isEmpty());
    }

    /** It knows the protocol on its usual ports alone, and is told the others. */
    private static List<String> options(Subject subject) throws IOException {
        Set<String> options = new LinkedHashSet<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("c37118")) {
                String transport = seen.connection().transport() == Transport.TCP ? "tcp" : "udp";
                int port = seen.connection().responder().port();
                options.add("-d" + transport + ".port==" + port + ",synphasor");
            }
        }
        return new ArrayList<>(options);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> stations = new TreeSet<>();
        List<String> options = options(subject);
        Tshark.rows(subject.file(), options, "synphasor", FIELDS, row -> frame(row, theirs));
        Tshark.lines(subject.file(), options, "synphasor", "synphasor", line -> line(line, theirs, stations));
        theirs.addAll(stations);
        List<String> ours = new ArrayList<>(C37118Stated.frames(subject));
        ours.addAll(C37118Stated.stations(subject));
        for (ValueSeen seen : subject.run().values()) {
            if (seen.connection().protocol().equals("c37118")) {
                value(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static Iterator<String> each(String shown) {
        return (shown.isEmpty() ? List.<String>of() : List.of(shown.split(","))).iterator();
    }

    /** It shows phasors as magnitude and degrees; those that come as real and imaginary parts are left to others. */
    private static void value(ValueSeen seen, List<String> facts) {
        String space = seen.points().space();
        String last = space.substring(space.lastIndexOf('/') + 1);
        double value = seen.values().number(0);
        switch (last) {
            case "magnitude" -> facts.add("magnitude " + round(value));
            case "angle" -> facts.add("angle " + Math.round(Math.toDegrees(value) * 10));
            case "frequency" -> facts.add("frequency " + round(value));
            case "rocof" -> facts.add("rocof " + round(value));
            case "real", "imaginary" -> {
                // shown in another form
            }
            default -> facts.add((space.contains("/digital/") ? "digital " : "analog ") + round(value));
        }
    }

    private static String round(double value) {
        return C37118Stated.number(Math.rint(value * 100) / 100);
    }

    private static void frame(String[] row, List<String> facts) {
        Iterator<String> commands = each(row[1]);
        each(row[0]).forEachRemaining(shown -> {
            int type = Integer.decode(shown);
            boolean command = type == 4 && commands.hasNext();
            facts.add("frame " + (command ? COMMANDS.get(Integer.decode(commands.next())) : FRAMES.get(type)));
        });
        each(row[2]).forEachRemaining(value -> facts.add("analog " + round(Double.parseDouble(value))));
    }

    private static void line(String line, List<String> facts, Set<String> stations) {
        found(STATION, line).ifPresent(name -> stations.add("station name " + name.strip()));
        found(SOURCE, line).ifPresent(id -> stations.add("station id " + id));
        found(FREQUENCY, line).ifPresent(value -> facts.add("frequency " + round(Double.parseDouble(value))));
        found(CHANGE, line).ifPresent(value -> facts.add("rocof " + round(Double.parseDouble(value))));
        found(DIGITAL, line).ifPresent(value -> facts.add("digital " + round(Integer.decode(value))));
        Matcher phasor = POLAR.matcher(line);
        if (phasor.find()) {
            facts.add("magnitude " + round(Double.parseDouble(phasor.group(1))));
            facts.add("angle " + Math.round(Double.parseDouble(phasor.group(2)) * 10));
        }
    }

    private static Optional<String> found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
