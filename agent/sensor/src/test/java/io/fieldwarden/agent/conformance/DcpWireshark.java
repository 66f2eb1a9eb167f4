package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages of PROFINET DCP with what their blocks say, as Wireshark reads them. */
public final class DcpWireshark implements Opinion {
    /** Fields of Wireshark after the first three, and what our attributes call them. */
    private static final Map<String, String> NAMES = Map.of(
            "pn_dcp.suboption_device_nameofstation", "name_of_station",
            "pn_dcp.suboption_device_devicevendorvalue", "devicevendorvalue",
            "pn_dcp.suboption_ip_ip", "ip",
            "pn_dcp.suboption_ip_subnetmask", "subnetmask",
            "pn_dcp.suboption_ip_standard_gateway", "standard_gateway",
            "pn_dcp.suboption_vendor_id", "vendor_id",
            "pn_dcp.suboption_device_id", "device_id");

    @Override
    public String protocol() {
        return "profinet-dcp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("pn_dcp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> fields = new ArrayList<>(List.of("pn_dcp.service_id", "pn_dcp.service_type", "pn_dcp.xid"));
        List<String> values = List.copyOf(NAMES.keySet());
        fields.addAll(values);
        fields.add("pn_dcp.block_error");
        List<String> theirs = new ArrayList<>();
        Tshark.rows(subject.file(), "pn_dcp", fields, row -> {
            theirs.add(Integer.decode(row[0]) + " " + Integer.decode(row[1]) + " " + row[2]);
            for (int index = 0; index < values.size(); index++) {
                if (!row[3 + index].isEmpty()) {
                    theirs.add(row[2] + " " + NAMES.get(values.get(index)) + " " + row[3 + index].strip());
                }
            }
            for (String error : row[3 + values.size()].split(",")) {
                if (!error.isEmpty()) {
                    theirs.add(row[2] + " response " + (Integer.decode(error) == 0 ? "ok" : "refused"));
                }
            }
        });
        List<String> ours = new ArrayList<>();
        subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("profinet-dcp"))
                .forEach(seen -> ours(seen, ours));
        return new Facts(theirs, ours);
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String xid = seen.operation().attribute("xid");
        String told = seen.operation().attribute("service_type");
        boolean refused = seen.outcome().name().equals("service_not_supported");
        boolean answered = seen.outcome().kind() != Outcome.Kind.UNANSWERED && !told.equals("request");
        if (!told.startsWith("response")) {
            facts.add(seen.operation().code() + " 0 " + xid);
        }
        if (answered) {
            facts.add(seen.operation().code() + (refused ? " 5 " : " 1 ") + xid);
        }
        for (Attribute attribute : seen.operation().attributes()) {
            if (NAMES.containsValue(attribute.name())) {
                facts.add(xid + " " + attribute.name() + " " + attribute.value());
            } else if (attribute.name().equals("response")) {
                facts.add(xid + " response " + (attribute.value().endsWith(": ok") ? "ok" : "refused"));
            }
        }
    }
}
