package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every message of DHCP with what its options say, as Wireshark's dissector states it. */
public final class DhcpWireshark implements Opinion {
    /** Our names by Wireshark's. */
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.ofEntries(
            Map.entry("dhcp.hw.mac_addr", "mac"),
            Map.entry("dhcp.ip.client", "client_addr"),
            Map.entry("dhcp.ip.your", "assigned_addr"),
            Map.entry("dhcp.ip.relay", "relay_addr"),
            Map.entry("dhcp.option.requested_ip_address", "requested_addr"),
            Map.entry("dhcp.option.dhcp_server_id", "server_addr"),
            Map.entry("dhcp.option.hostname", "host_name"),
            Map.entry("dhcp.fqdn.name", "client_fqdn"),
            Map.entry("dhcp.option.vendor_class_id", "vendor_class"),
            Map.entry("dhcp.option.request_list_item", "parameter_list"),
            Map.entry("dhcp.option.router", "router"),
            Map.entry("dhcp.option.domain_name_server", "dns_server"),
            Map.entry("dhcp.option.ip_address_lease_time", "lease_time"),
            Map.entry("dhcp.option.message", "message")));

    private static final Set<String> UNSET = Set.of("", "0.0.0.0", "00:00:00:00:00:00");
    /** Of these the first is told. */
    private static final Set<String> FIRST = Set.of("mac", "router", "dns_server");

    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("dhcp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> names = List.copyOf(FIELDS.keySet());
        List<String> fields = new ArrayList<>(List.of("dhcp.id", "dhcp.option.dhcp", "dhcp.type"));
        fields.addAll(names);
        Tshark.rows(subject.file(), "dhcp && !_ws.malformed && !icmp", fields, row -> {
            String message = Long.decode(row[0]) + " " + (row[1].isEmpty() ? "0" : row[1]);
            theirs.add(message);
            for (int index = 0; index < names.size(); index++) {
                String name = FIELDS.getOrDefault(names.get(index), "");
                boolean ofReply = name.equals("router") || name.equals("dns_server");
                String value = FIRST.contains(name) ? row[3 + index].replaceFirst(",.*", "") : row[3 + index];
                if (!UNSET.contains(value) && (!ofReply || row[2].equals("2"))) {
                    theirs.add(message + " " + name + " " + value);
                }
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("dhcp")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String message = Long.parseLong(seen.operation().attribute("trans_id"), 16) + " "
                + seen.operation().code();
        facts.add(message);
        seen.operation().attributes().stream()
                .filter(attribute -> FIELDS.containsValue(attribute.name()))
                .forEach(attribute -> facts.add(message + " " + attribute.name() + " " + attribute.value()));
    }
}
