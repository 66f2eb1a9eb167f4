package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Calls of the PROFINET connection manager, as Wireshark reads them. */
public final class CmWireshark implements Opinion {
    private static final List<String> OPERATIONS =
            List.of("connect", "release", "read", "write", "control", "read_implicit");
    private static final List<String> FIELDS = List.of(
            "dcerpc.pkt_type",
            "dcerpc.opnum",
            "dcerpc.dg_seqnum",
            "dcerpc.dg_act_id",
            "dcerpc.obj_id",
            "dcerpc.dg_if_id",
            "dcerpc.dg_frag_len",
            "pn_io.index",
            "pn_io.cminitiator_station_name",
            "pn_io.session_key");

    @Override
    public String protocol() {
        return "profinet-cm";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("dcerpc");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.rows(subject.file(), "dcerpc.dg_act_id", FIELDS, row -> {
            boolean request = row[0].equals("0");
            boolean profinet = row[5].startsWith("dea0000");
            if (!profinet || (!request && !row[0].equals("2"))) {
                return;
            }
            String operation = OPERATIONS.get(Integer.parseInt(row[1]));
            List<String> uuids = List.of(row[3], row[4], row[5]);
            theirs.add(CmFacts.packet(request ? "request" : "response", operation, row[2], uuids, row[6]));
            if (request) {
                for (String index : row[7].split(",")) {
                    if (!index.isEmpty()) {
                        theirs.add(operation + " index " + index);
                    }
                }
                for (int field = 8; field < row.length; field++) {
                    if (!row[field].isEmpty()) {
                        theirs.add(operation + " " + row[field]);
                    }
                }
            }
        });
        List<String> ours = new ArrayList<>(CmFacts.ours(subject));
        subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("profinet-cm"))
                .forEach(seen -> details(seen, ours));
        return new Facts(theirs, ours);
    }

    private static void details(OperationSeen seen, List<String> facts) {
        String name = seen.operation().name();
        for (Attribute attribute : seen.operation().attributes()) {
            switch (attribute.name()) {
                case "record" -> facts.add(name + " index " + attribute.value().replaceAll("^.*/| .*$", ""));
                case "cm_initiator_station_name", "session_key" -> facts.add(name + " " + attribute.value());
                default -> {
                    // said of the packet above
                }
            }
        }
    }
}
