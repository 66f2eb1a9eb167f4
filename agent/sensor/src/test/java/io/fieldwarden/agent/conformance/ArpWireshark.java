package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which hardware address speaks for which IPv4 address, told when new or changed, and who asks for whom, as Wireshark reads ARP. */
public final class ArpWireshark implements Opinion {
    private static final int GROUP = 224;
    private static final List<String> FIELDS =
            List.of("vlan.id", "arp.src.hw_mac", "arp.src.proto_ipv4", "arp.dst.proto_ipv4", "arp.opcode");

    @Override
    public String protocol() {
        return "arp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("arp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        Set<String> asked = new HashSet<>();
        String filter = "arp.hw.type == 1 && arp.proto.type == 0x0800 && !_ws.malformed";
        Tshark.rows(subject.file(), filter, FIELDS, row -> {
            String sender = row[2];
            boolean group = isGroup(sender) || (Integer.parseInt(row[1].substring(0, 2), 16) & 1) == 1;
            if (sender.equals("0.0.0.0") || group) {
                return; // a probe, or nobody
            }
            String before = known.put(row[0].replaceFirst(",.*", "") + " " + sender, row[1]);
            if (!row[1].equals(before)) {
                theirs.add(sender + " is at " + row[1] + (before == null ? "" : " and was at " + before));
            }
            boolean question = row[4].equals("1") && !row[3].equals(sender) && !row[3].equals("0.0.0.0");
            if (question && !isGroup(row[3]) && asked.add(sender + " " + row[3])) {
                theirs.add(sender + " asks for " + row[3]);
            }
        });
        List<String> ours = new ArrayList<>();
        for (IdentitySeen seen : subject.run().identities()) {
            if (seen.source().equals("arp")) {
                ours.add(seen.asset().address() + " is at " + fact(seen, "mac", "")
                        + fact(seen, "previous_mac", " and was at "));
            }
        }
        for (ConnectionSeen seen : subject.run().connections()) {
            if (seen.connection().protocol().equals("arp")) {
                ours.add(seen.connection().originator().address() + " asks for "
                        + seen.connection().responder().address());
            }
        }
        return new Facts(theirs, ours);
    }

    private static boolean isGroup(String address) {
        return Integer.parseInt(address.substring(0, address.indexOf('.'))) >= GROUP;
    }

    private static String fact(IdentitySeen seen, String name, String before) {
        return seen.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Attribute::value)
                .map(value -> before + value)
                .findFirst()
                .orElse("");
    }
}
