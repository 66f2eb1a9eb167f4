package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Methods and paths as Wireshark's CoAP dissector states them. */
public final class CoapWireshark implements Opinion {
    @Override
    public String protocol() {
        return "coap";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("udp") && !ports(subject).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> requests = new HashSet<>();
        List<String> options = new ArrayList<>();
        ports(subject).forEach(port -> options.addAll(List.of("-d", "udp.port==" + port + ",coap")));
        List<String> fields = List.of("udp.srcport", "coap.code", "coap.mid", "coap.token", "coap.opt.uri_path");
        Tshark.rows(subject.file(), options, "coap && udp && !icmp", fields, row -> {
            int code = Integer.decode(row[1]);
            boolean sentAgain = !requests.add(row[0] + " " + row[2] + " " + row[3]);
            if (code > 0 && code < 32 && !sentAgain) {
                theirs.add(row[0] + " asks " + code + " /" + row[4].replace(',', '/'));
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("coap") && seen.outcome().kind() != Outcome.Kind.ONE_WAY) {
                ours.add(seen.connection().end(seen.from()).port() + " asks "
                        + seen.operation().code() + " " + seen.operation().attribute("path"));
            }
        }
        return new Facts(theirs, ours);
    }

    /** Where we find CoAP; Wireshark looks for it on port 5683 only unless it is told. */
    private static Set<Integer> ports(Subject subject) throws IOException {
        Set<Integer> ports = new TreeSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            if (seen.connection().protocol().equals("coap")) {
                ports.add(seen.connection().responder().port());
            }
        }
        return ports;
    }
}
