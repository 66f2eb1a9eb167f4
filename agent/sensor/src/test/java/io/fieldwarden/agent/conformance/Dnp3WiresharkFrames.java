package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The DNP3 frames of a capture as Wireshark reads them: their facts, and where it could not read a fragment. A fact that is a
 * guess of Wireshark's ends with the reason.
 */
final class Dnp3WiresharkFrames {
    /** What ends facts of fragments that Wireshark does not put together, or not rightly. */
    static final String WRAPPED = " of segments 63, 0";
    /** What ends object headers that Wireshark guesses. */
    static final String BROKEN = " behind a broken header";

    static final String VIRTUAL = " behind a virtual address";

    private static final int PORT = 20_000;
    private static final int FUNCTIONS = 6;
    private static final int REASSEMBLED = 7;
    private static final int INDICATIONS = 8;
    private static final int OBJECTS = 9;
    private static final int RANGES = 10;
    private static final int ANALOG = 11;
    private static final int ANALOG_OUTPUT = 14;
    private static final int COUNTER = 17;
    private static final int FILE_NAME = 18;
    private static final int BITS = 19;
    private static final int DOUBLE_BITS = 22;
    private static final List<String> FIELDS = List.of(
            "frame.time_epoch",
            "dnp3.src",
            "dnp3.len",
            "dnp3.tr.fir",
            "dnp3.tr.fin",
            "dnp3.tr.seq",
            "dnp3.al.func",
            "dnp3.al.fragment.reassembled.length",
            "dnp3.al.iin",
            "dnp3.al.obj",
            "dnp3.al.objq.range",
            "dnp3.al.ana.int",
            "dnp3.al.ana.float",
            "dnp3.al.ana.double",
            "dnp3.al.anaout.int",
            "dnp3.al.anaout.float",
            "dnp3.al.anaout.double",
            "dnp3.al.cnt",
            "dnp3.al.file_name",
            "dnp3.al.biq.b7",
            "dnp3.al.boq.b7",
            "dnp3.al.bit",
            "dnp3.al.2bit");
    /** Octets of a user data frame that are no application data: control, addresses, transport header. */
    private static final int NO_DATA = 6;

    /** Group 51 variation 2. */
    private static final String UNSYNCHRONIZED = "0x3302";

    private static final Pattern OBJECT = Pattern.compile("g(\\d+)v(\\d+)");

    private final List<String> facts = new ArrayList<>();
    /** Source and end of fragments that it did not put together. */
    private final Set<String> unread = new HashSet<>();
    /** Sources in the middle of a fragment, and whether it has come past segment 63. */
    private final Map<String, Boolean> begun = new HashMap<>();
    /** By time, the object a fragment is broken at, as we see it. */
    private final Map<Long, String> broken = new TreeMap<>();
    /** Sender and end of fragments with a common time that is not synchronized, an object it does not know. */
    private final Set<String> unsynchronized = new HashSet<>();

    Dnp3WiresharkFrames(Subject subject) throws IOException {
        for (AnomalySeen seen : subject.run().anomalies()) {
            Matcher object = OBJECT.matcher(seen.detail());
            if (seen.anomaly().protocol().equals("dnp3")
                    && seen.anomaly().code().matches("illegal-.*|object-truncated|unknown-object")
                    && object.find()) {
                broken.putIfAbsent(seen.atNanos(), name(Integer.parseInt(object.group(1)), object.group(2)));
            }
        }
        String sound = "dnp3.tr.seq && !tcp.analysis.retransmission && !tcp.analysis.out_of_order"
                + " && (dnp3.ctl.prifunc == 3 || dnp3.ctl.prifunc == 4)"
                + " && !dnp3.hdr.CRC.incorrect && !dnp3.data_chunk.CRC.incorrect";
        Tshark.rows(subject.file(), ports(subject), sound, FIELDS, this::frame);
    }

    /** Options that let it read DNP3 where it is spoken on other ports than its own too. */
    private static List<String> ports(Subject subject) throws IOException {
        Set<String> options = new TreeSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            int port = seen.connection().responder().port();
            if (seen.connection().protocol().equals("dnp3") && port != PORT) {
                String transport = seen.connection().transport().name().toLowerCase(Locale.ROOT);
                options.add("-d" + transport + ".port==" + port + ",dnp3");
            }
        }
        return List.copyOf(options);
    }

    List<String> facts() {
        return facts;
    }

    /** Whether Wireshark could not read the fragment of that sender that ended then. */
    boolean isUnread(int source, long atNanos) {
        return unread.contains(source + " " + atNanos);
    }

    /** Whether Wireshark stopped in the fragment of that sender that ended then, at a common time it does not know. */
    boolean isUnsynchronized(int source, long atNanos) {
        return unsynchronized.contains(source + " " + atNanos);
    }

    /** Ends of fragments of that sender that Wireshark could not read, in no order. */
    List<Long> unread(int source) {
        return unread.stream()
                .filter(each -> each.startsWith(source + " "))
                .map(each -> Long.parseLong(each.substring(each.indexOf(' ') + 1)))
                .toList();
    }

    private void frame(String[] row) {
        long atNanos = new BigDecimal(row[0]).movePointRight(9).longValueExact();
        String source = row[1].replaceAll(",.*", "");
        boolean wrapped = segments(row, source);
        if (wrapped) {
            unread.add(source + " " + atNanos);
        }
        if (split(row[OBJECTS]).contains(UNSYNCHRONIZED)) {
            unsynchronized.add(source + " " + atNanos);
        }
        if (!row[FUNCTIONS].isEmpty()) {
            fragments(row, atNanos, wrapped ? WRAPPED : "");
        }
    }

    /** Whether the last fragment of the frame has come past segment 63, or is mixed up with what was left of such a one. */
    private boolean segments(String[] row, String source) {
        List<String> first = split(row[3]);
        List<String> last = split(row[4]);
        List<String> sequence = split(row[5]);
        boolean wrapped = false;
        for (int index = 0; index < first.size(); index++) {
            boolean past = !first.get(index).equals("1") && begun.getOrDefault(source, false);
            boolean more = !last.get(index).equals("1");
            wrapped = past && !more;
            begun.put(source, past || (more && sequence.get(index).equals("63")));
        }
        boolean whole = first.equals(List.of("1")) && last.equals(List.of("1"));
        int data = whole ? Integer.parseInt(row[2].replaceAll(",.*", "")) - NO_DATA : 0;
        return wrapped
                || (whole
                        && !row[REASSEMBLED].isEmpty()
                        && !row[REASSEMBLED].contains(",")
                        && data != Integer.parseInt(row[REASSEMBLED]));
    }

    private void fragments(String[] row, long atNanos, String ending) {
        List<String> functions = split(row[FUNCTIONS]);
        functions.forEach(function -> facts.add("function " + function + ending));
        split(row[INDICATIONS]).forEach(iin -> facts.add("iin " + iin + ending));
        objects(row, atNanos, ending);
        for (int column = ANALOG; column < ANALOG_OUTPUT; column++) {
            split(row[column]).forEach(value -> facts.add("analog " + number(value) + ending));
        }
        boolean reply = functions.stream().allMatch(function -> function.matches("129|130"));
        for (int column = ANALOG_OUTPUT; column < COUNTER && reply; column++) {
            split(row[column]).forEach(value -> facts.add("analog output " + number(value) + ending));
        }
        split(row[COUNTER]).forEach(value -> facts.add("counter " + value + ending));
        split(row[FILE_NAME]).forEach(name -> facts.add("file " + name + ending));
        for (int column = BITS; column < DOUBLE_BITS && reply; column++) {
            split(row[column]).forEach(value -> facts.add("binary " + value + ending));
        }
        split(row[DOUBLE_BITS]).forEach(value -> facts.add("double " + Integer.decode(value) + ending));
    }

    private void objects(String[] row, long atNanos, String ending) {
        List<String> objects = split(row[OBJECTS]);
        List<String> ranges = split(row[RANGES]);
        String brokenAt = broken.getOrDefault(atNanos, "");
        String guessed = "";
        for (int index = 0; index < objects.size(); index++) {
            int number = Integer.decode(objects.get(index));
            String name = name(number >> 8, Integer.toString(number & 0xFF));
            if (number >> 8 != 0) {
                facts.add("object " + name + guessed + ending);
            }
            if (name.equals(brokenAt)) {
                guessed = BROKEN;
            } else if (index < ranges.size() && ranges.get(index).matches("[345]")) {
                guessed = VIRTUAL;
            }
        }
    }

    /** Names an object as Wireshark does, which prints the variation of an octet string, its length, elsewhere. */
    static String name(int group, String variation) {
        boolean octets = group == 110 || group == 111;
        return "g" + group + "v" + (octets ? "0" : variation);
    }

    private static String number(String value) {
        return number(Double.parseDouble(value));
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static List<String> split(String values) {
        return values.isEmpty() ? List.of() : List.of(values.split(","));
    }
}
