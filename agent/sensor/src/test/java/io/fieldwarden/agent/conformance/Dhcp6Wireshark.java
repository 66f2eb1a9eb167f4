package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every message of DHCP for IPv6 with what the client says of itself, as Wireshark's dissector states it. */
public final class Dhcp6Wireshark implements Opinion {
    /** Our names by Wireshark's. */
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.of(
            "dhcpv6.requested_option_code", "parameter_list",
            "dhcpv6.client_domain", "client_fqdn",
            "dhcpv6.vendorclass.data", "vendor_class"));

    @Override
    public String protocol() {
        return "dhcpv6";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("dhcpv6");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> names = List.copyOf(FIELDS.keySet());
        List<String> fields = new ArrayList<>(List.of("ipv6.src", "dhcpv6.msgtype", "dhcpv6.xid", "dhcpv6.duid.bytes"));
        fields.addAll(names);
        Tshark.rows(subject.file(), "dhcpv6 && !_ws.malformed && !icmpv6", fields, row -> {
            String type = row[1].replaceFirst(",.*", "");
            boolean relayed = type.equals("12") || type.equals("13");
            String message = row[0] + " " + type + (relayed ? "" : " " + Long.decode(row[2]));
            theirs.add(message);
            if (relayed) {
                return; // what it passes on is a message of its own, which we do not open
            }
            if (!row[3].isEmpty()) {
                theirs.add(message + " duid " + row[3].replaceFirst(",.*", ""));
            }
            for (int index = 0; index < names.size(); index++) {
                if (!row[4 + index].isEmpty()) {
                    theirs.add(message + " " + FIELDS.get(names.get(index)) + " " + row[4 + index]);
                }
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("dhcpv6")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String transaction = seen.operation().attribute("trans_id");
        String message = seen.connection().end(seen.from()).address() + " "
                + seen.operation().code() + (transaction.isEmpty() ? "" : " " + Long.parseLong(transaction, 16));
        facts.add(message);
        seen.operation().attributes().stream()
                .filter(attribute -> attribute.name().equals("client_duid") || FIELDS.containsValue(attribute.name()))
                .forEach(attribute -> facts.add(
                        message + " " + attribute.name().replace("client_duid", "duid") + " " + attribute.value()));
    }
}
