package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Synchrophasor frames as Wireshark reads them: kinds, commands, stations, frequencies, analogs, digitals, qualities. */
public final class C37118Wireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "synphasor.frtype",
            "synphasor.command",
            "synphasor.station_name",
            "synphasor.idcode_data_source",
            "synphasor.actual_frequency_value",
            "synphasor.rate_change_frequency",
            "synphasor.analog_value",
            "synphasor.digital_status_word");
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
        Tshark.rows(subject.file(), options(subject), "synphasor", FIELDS, row -> frame(row, theirs, stations));
        theirs.addAll(stations);
        List<String> ours = new ArrayList<>(C37118Stated.frames(subject));
        ours.addAll(C37118Stated.stations(subject));
        for (String fact : C37118Stated.values(subject)) {
            if (fact.matches("(frequency|rocof|analog|digital) .*")) {
                ours.add(fact.substring(0, fact.lastIndexOf(' ')));
            }
        }
        return new Facts(theirs, ours);
    }

    private static Iterator<String> each(String shown) {
        return (shown.isEmpty() ? List.<String>of() : List.of(shown.split(","))).iterator();
    }

    private static void frame(String[] row, List<String> facts, Set<String> stations) {
        Iterator<String> commands = each(row[1]);
        each(row[0]).forEachRemaining(shown -> {
            int type = Integer.decode(shown);
            boolean command = type == 4 && commands.hasNext();
            facts.add("frame " + (command ? COMMANDS.get(Integer.decode(commands.next())) : FRAMES.get(type)));
        });
        if (!row[3].isEmpty()) {
            each(row[2]).forEachRemaining(name -> stations.add("station name " + name.strip()));
            each(row[3]).forEachRemaining(id -> stations.add("station id " + id));
        }
        each(row[4]).forEachRemaining(value -> facts.add("frequency " + number(value)));
        each(row[5]).forEachRemaining(value -> facts.add("rocof " + number(value)));
        each(row[6]).forEachRemaining(value -> facts.add("analog " + number(value)));
        each(row[7]).forEachRemaining(value -> facts.add("digital " + C37118Stated.number(Integer.decode(value))));
    }

    private static String number(String shown) {
        return C37118Stated.number(Double.parseDouble(shown));
    }
}
