package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions, indications, objects, values, commands and files as Wireshark's dissector states them. */
public final class Dnp3Wireshark implements Opinion {
    private static final String[] FIELDS = {
        "dnp3.al.func",
        "dnp3.al.iin",
        "dnp3.al.obj",
        "dnp3.al.ana.int",
        "dnp3.al.ana.float",
        "dnp3.al.ana.double",
        "dnp3.al.anaout.int",
        "dnp3.al.anaout.float",
        "dnp3.al.anaout.double",
        "dnp3.al.cnt",
        "dnp3.ctl.op",
        "dnp3.al.on_time",
        "dnp3.al.ctrlstatus",
        "dnp3.al.file_name"
    };

    /** Segments of the capture last asked about that end a round of sequence numbers within a fragment. */
    private int wraps;

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return Dnp3Reading.isCapture(subject);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        wraps = 0;
        Tshark.rows(subject.file(), "dnp3.tr.seq == 63 && dnp3.tr.fin == 0", List.of("frame.number"), row -> wraps++);
        Tshark.rows(
                subject.file(),
                "dnp3.al.func && !tcp.analysis.retransmission && !tcp.analysis.out_of_order"
                        + " && (dnp3.ctl.prifunc == 3 || dnp3.ctl.prifunc == 4)"
                        + " && !dnp3.hdr.CRC.incorrect && !dnp3.data_chunk.CRC.incorrect",
                List.of(FIELDS),
                row -> frame(row, theirs));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : Dnp3Reading.operations(subject)) {
            operation(seen, ours);
        }
        for (ValueSeen value : Dnp3Reading.values(subject)) {
            values(value, ours);
        }
        return new Facts(theirs, ours);
    }

    private static void frame(String[] row, List<String> facts) {
        for (String function : split(row[0])) {
            facts.add("function " + function);
        }
        for (String iin : split(row[1])) {
            facts.add("iin " + iin);
        }
        for (String object : split(row[2])) {
            int number = Integer.decode(object);
            if (number >> 8 != 0) {
                facts.add("object g" + (number >> 8) + "v" + (number & 0xFF));
            }
        }
        split(row[3]).forEach(value -> facts.add("analog " + value));
        split(row[4]).forEach(value -> facts.add("analog " + real(value)));
        split(row[5]).forEach(value -> facts.add("analog " + real(value)));
        if (row[0].matches("(129|130)(,.*)?")) {
            for (int column = 6; column <= 8; column++) {
                split(row[column]).forEach(value -> facts.add("analog output " + real(value)));
            }
        }
        split(row[9]).forEach(value -> facts.add("counter " + value));
    }

    private static String real(String value) {
        return number(Double.parseDouble(value));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static List<String> split(String values) {
        return values.isEmpty() ? List.of() : List.of(values.split(","));
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        facts.add("function " + seen.operation().code());
        boolean request = Dnp3Reading.isRequest(seen);
        int reply = seen.operation().code() == 32 ? 131 : 129;
        for (String iin : Dnp3Reading.indications(seen)) {
            if (request) {
                facts.add("function " + reply);
            }
            if (reply == 129 && seen.operation().code() != 131) {
                facts.add("iin " + iin); // of authentication it reads the function only
            }
        }
        int code = seen.operation().code();
        if ((code >= 13 && code <= 19) || code == 22 || code > 130) {
            return; // of restarts, applications, classes and authentication it reads no objects
        }
        objects(seen, "objects", facts);
        objects(seen, "response_objects", facts);
        if (Dnp3Reading.isAnswered(seen)) {
            Dnp3Reading.all(seen.operation(), "value").forEach(value -> facts.add("analog output " + real(value)));
        }
    }

    private static void objects(OperationSeen seen, String attribute, List<String> facts) {
        for (Dnp3Reading.Header header : Dnp3Reading.headers(seen.operation(), attribute)) {
            if (header.group() != 0) {
                facts.add("object g" + header.group() + "v" + header.variation());
            }
            if (header.group() == 120) {
                return; // it reads no further
            }
        }
    }

    private static void values(ValueSeen value, List<String> facts) {
        String space = value.points().space();
        boolean written = value.way() == ValueSeen.Way.WRITTEN;
        boolean output = space.endsWith("/analog-output") && !written;
        boolean analog = space.endsWith("analog-input") && !written;
        boolean counter = space.endsWith("counter");
        for (int index = 0; index < value.values().size() && (analog || output || counter); index++) {
            facts.add((counter ? "counter " : output ? "analog output " : "analog ")
                    + number(value.values().number(index)));
        }
    }

    /**
     * It does not put a fragment together whose segments count from 63 to 0 and reads no further at an octet string of no octets.
     */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        if (theirs) {
            return Optional.empty();
        }
        if (fact.matches("object g11[0-5]v0")) {
            return Optional.of("wireshark-dnp3-empty-string");
        }
        return wraps > 0 ? Optional.of("wireshark-dnp3-transport-wrap") : Optional.empty();
    }
}
