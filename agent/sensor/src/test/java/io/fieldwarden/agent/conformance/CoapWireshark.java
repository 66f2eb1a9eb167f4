package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Methods, paths and the codes of answers as Wireshark's CoAP dissector states them. */
public final class CoapWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "udp.srcport",
            "udp.dstport",
            "coap.code",
            "coap.mid",
            "coap.token",
            "coap.opt.uri_path",
            "coap.opt.uri_host",
            "coap.opt.uri_query",
            "coap.opt.observe");

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
        Map<String, Integer> open = new HashMap<>();
        Tshark.rows(subject.file(), options, "coap && udp && !icmp", FIELDS, row -> {
            int code = Integer.decode(row[2]);
            boolean sentAgain = !requests.add(row[0] + " " + row[3] + " " + row[4]);
            if (code > 0 && code < 32 && !sentAgain) {
                request(row, code, theirs);
                open.merge(row[0] + " " + row[4], 1, Integer::sum);
            } else if (code >= 32 && open.merge(row[1] + " " + row[4], -1, Integer::sum) >= 0) {
                theirs.add(row[1] + " answered " + (code >> 5) + "." + (code & 31) / 10 + (code & 31) % 10);
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("coap") && seen.outcome().kind() != Outcome.Kind.ONE_WAY) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void request(String[] row, int code, List<String> facts) {
        facts.add(row[0] + " asks " + code + " /" + row[5].replace(',', '/'));
        if (!row[6].isEmpty()) {
            facts.add(row[0] + " asks of host " + row[6]);
        }
        if (!row[7].isEmpty()) {
            facts.add(row[0] + " asks with a query");
        }
        if (!row[8].isEmpty()) {
            facts.add(row[0] + " observe " + (Integer.decode(row[8]) == 0 ? "register" : "deregister"));
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        String asker = seen.connection().end(seen.from()).port() + " ";
        facts.add(asker + "asks " + operation.code() + " " + operation.attribute("path"));
        if (!operation.attribute("host").isEmpty()) {
            facts.add(asker + "asks of host " + operation.attribute("host"));
        }
        if (!operation.attribute("query").isEmpty()) {
            facts.add(asker + "asks with a query");
        }
        if (!operation.attribute("observe").isEmpty()) {
            facts.add(asker + "observe " + operation.attribute("observe"));
        }
        if (!operation.attribute("response_code").isEmpty()) {
            facts.add(asker + "answered " + operation.attribute("response_code"));
        }
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
