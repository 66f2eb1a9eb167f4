package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.IdentitySeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who announces itself, as Wireshark reads it: each different statement of a sender once. */
public final class LldpWireshark implements Opinion {
    private static final Map<String, String> NAMES = Map.of(
            "lldp.tlv.system.name", "name",
            "lldp.tlv.system.desc", "product",
            "lldp.chassis.id.mac", "chassis_id",
            "lldp.port.id", "port_id",
            "lldp.port.id.mac", "port_id",
            "lldp.port.desc", "port_description",
            "lldp.mgn.addr.ip4", "management_address");
    private static final Set<String> COMPARED = Set.copyOf(NAMES.values());

    @Override
    public String protocol() {
        return "lldp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("lldp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> fields = new ArrayList<>(List.of("eth.src", "lldp.chassis.id"));
        List<String> values = List.copyOf(NAMES.keySet());
        fields.addAll(values);
        Set<String> theirs = new TreeSet<>();
        Tshark.rows(subject.file(), "lldp && eth", fields, row -> {
            if (!row[1].isEmpty()) {
                theirs.add(row[0] + " chassis_id "
                        + new String(
                                java.util.HexFormat.of().parseHex(row[1]), java.nio.charset.StandardCharsets.UTF_8));
            }
            for (int index = 0; index < values.size(); index++) {
                if (!row[2 + index].isBlank()) {
                    theirs.add(row[0] + " " + NAMES.get(values.get(index)) + " " + row[2 + index].strip());
                }
            }
        });
        Set<String> ours = new TreeSet<>();
        for (IdentitySeen seen : subject.run().identities()) {
            if (seen.source().equals("lldp")) {
                seen.facts().stream()
                        .filter(fact -> COMPARED.contains(fact.name()))
                        .forEach(fact -> ours.add(seen.asset().address() + " " + fact.name() + " "
                                + fact.value()
                                        .replace("\n", "\\n")
                                        .replace("\r", "\\r")
                                        .replace("\t", "\\t")));
            }
        }
        return new Facts(theirs, ours);
    }
}
