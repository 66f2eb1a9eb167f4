package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions of every type with the data of their answers, as Wireshark's dissectors of dns and llmnr state them. */
public final class DnsWireshark implements Opinion {
    private static final List<String> LAYERS = List.of("dns", "llmnr");

    /** What Wireshark goes on to say of a message one of whose names breaks RFC 1035; we stop reading there. */
    private final Set<String> ofBrokenNames = new HashSet<>();

    @Override
    public String protocol() {
        return "dns";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        Set<String> layers = subject.protocols();
        return LAYERS.stream().anyMatch(layers::contains);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (String layer : LAYERS) {
            if (subject.protocols().contains(layer)) {
                String filter = layer + " && !icmp && !icmpv6";
                Tshark.messages(subject.file(), filter, layer, message -> theirs(new DnsStated(message), theirs));
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("dns")) {
                DnsStated.ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        // where Wireshark puts a remark in place of the name we have none
        boolean broken = ofBrokenNames.contains(theirs ? fact : fact + "<Name too long>");
        return broken ? Optional.of("dns-wireshark-broken-names") : Optional.empty();
    }

    private void theirs(DnsStated message, List<String> facts) {
        if (!message.hasHeader()) {
            return;
        }
        int before = facts.size();
        message.facts(facts);
        if (message.hasBrokenName()) {
            ofBrokenNames.addAll(facts.subList(before, facts.size()));
        }
    }
}
