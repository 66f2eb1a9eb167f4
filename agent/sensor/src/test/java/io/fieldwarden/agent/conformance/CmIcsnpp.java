package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The {@code profinet_io_cm.log} of ICSNPP whose packets are those of the capture. */
public final class CmIcsnpp implements Opinion {
    @Override
    public String protocol() {
        return "profinet-cm";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("dcerpc") && log(subject) != null;
    }

    /** Of several logs beside the capture the one with just as many packets of each operation. */
    private static @org.jspecify.annotations.Nullable Path log(Subject subject) throws IOException {
        List<String> packets = new ArrayList<>();
        Tshark.rows(subject.file(), "dcerpc.dg_act_id", List.of("dcerpc.dg_seqnum", "dcerpc.pkt_type"), row -> {
            if (row[1].equals("0") || row[1].equals("2")) {
                packets.add(row[0]);
            }
        });
        Set<String> stem = new TreeSet<>(List.of(subject.stem().split("\\W+")));
        Path found = null;
        for (Path log : subject.beside(2, "profinet_io_cm.log")) {
            List<String> logged =
                    SharedData.zeekRows(log).stream().map(row -> row[30]).toList();
            boolean named = log.toString().contains(String.join("_", stem));
            if (logged.equals(packets) && (found == null || named)) {
                found = log;
            }
        }
        return found;
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Path log = log(subject);
        List<String> theirs = new ArrayList<>();
        if (log != null) {
            for (String[] row : SharedData.zeekRows(log)) {
                boolean little = row[20].startsWith("Little");
                List<String> uuids = List.of(uuid(row[26], little), uuid(row[24], little), uuid(row[25], little));
                theirs.add(CmFacts.packet(row[10], row[31], row[30], uuids, row[34]));
            }
        }
        return new Facts(theirs, CmFacts.ours(subject));
    }

    /** ICSNPP writes the bytes as they stand; the first three numbers are in the sender's order. */
    private static String uuid(String shown, boolean little) {
        if (!little) {
            return shown;
        }
        String[] parts = shown.split("-");
        return reversed(parts[0]) + "-" + reversed(parts[1]) + "-" + reversed(parts[2]) + "-" + parts[3] + "-"
                + parts[4];
    }

    private static String reversed(String hex) {
        StringBuilder text = new StringBuilder();
        for (int at = hex.length() - 2; at >= 0; at -= 2) {
            text.append(hex, at, at + 2);
        }
        return text.toString();
    }
}
