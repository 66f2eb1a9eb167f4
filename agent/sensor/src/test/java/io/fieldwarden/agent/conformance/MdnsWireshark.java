package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Questions and announcements of multicast DNS, as Wireshark's dissector states them. */
public final class MdnsWireshark implements Opinion {
    @Override
    public String protocol() {
        return "mdns";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("mdns");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.messages(subject.file(), "mdns && !_ws.malformed && !icmp && !icmpv6", "mdns", message -> {
            DnsStated stated = new DnsStated(message);
            if (stated.hasHeader()) {
                theirs(stated, theirs);
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("mdns")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(DnsStated stated, List<String> facts) {
        if (!stated.response()) {
            stated.questions().forEach(question -> facts.add(stated.id() + " " + question + " asked"));
            return;
        }
        facts.add(stated.id() + " announced");
        stated.owners().forEach(name -> facts.add("announced name " + name));
        stated.answers().forEach(answer -> facts.add("announced " + answer));
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String id = seen.operation().attribute("trans_id") + " ";
        if (!seen.operation().name().equals("response")) {
            String type = seen.operation().attribute("qtype_name");
            facts.add(id + seen.operation().attribute("query") + " " + type + " asked");
            return;
        }
        facts.add(id + "announced");
        for (Attribute attribute : seen.operation().attributes()) {
            switch (attribute.name()) {
                case "name" -> facts.add("announced name " + attribute.value());
                case "answers" -> facts.add("announced " + attribute.value());
                default -> {
                    // not compared
                }
            }
        }
    }
}
