package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests with method, host and path, and the codes of their answers, as Wireshark reads them. */
public final class HttpWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "http.request.method",
            "http.request.uri",
            "http.host",
            "http.response.code",
            "http.user_agent",
            "frame.protocols",
            "tcp.srcport",
            "tcp.dstport");

    private static final String BEYOND_GAP = "beyond a gap ";

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("http");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        String filter = "tcp && (http.request || http.response) && !tcp.analysis.retransmission";
        Tshark.rows(subject.file(), filter, FIELDS, row -> {
            if (row[5].contains("gre") || !row[5].contains(":tcp:http")) {
                return;
            }
            String ports = ports(row[6], row[7]);
            if (!row[0].isEmpty()) {
                request(row, ports, theirs);
            }
            for (String code : row[3].split(",")) {
                if (!code.isEmpty() && !(code.startsWith("1") && !code.equals("101"))) {
                    theirs.add(ports + " answer " + code);
                }
            }
        });
        Set<String> gaps = new HashSet<>();
        Tshark.rows(
                subject.file(),
                "tcp.analysis.lost_segment",
                List.of("tcp.srcport", "tcp.dstport"),
                row -> gaps.add(ports(row[0], row[1])));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("http")) {
                String ports = ports(
                        "" + seen.connection().originator().port(),
                        "" + seen.connection().responder().port());
                ours(seen.operation(), ports, ours);
                if (gaps.contains(ports)) {
                    beyondGaps(theirs, ours, ports);
                }
            }
        }
        return new Facts(theirs, ours);
    }

    /** Marks what only we say of a stream with gaps. */
    private static void beyondGaps(List<String> theirs, List<String> ours, String ports) {
        List<String> unmatched = new ArrayList<>(ours);
        theirs.forEach(unmatched::remove);
        for (String fact : unmatched) {
            if (fact.startsWith(ports + " answer ")) {
                ours.remove(fact);
                ours.add(BEYOND_GAP + fact);
            }
        }
    }

    private static String ports(String one, String other) {
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }

    private static void request(String[] row, String ports, List<String> facts) {
        String[] methods = row[0].split(",");
        String[] targets = row[1].split(",");
        for (int index = 0; index < methods.length; index++) {
            facts.add(ports + " request " + methods[index]);
        }
        if (methods.length == 1) {
            facts.add(ports + " path " + path(row[1]));
            add(facts, ports + " host", row[2]);
            add(facts, ports + " user_agent", row[4]);
        } else if (targets.length == methods.length) {
            for (String target : targets) {
                facts.add(ports + " path " + path(target));
            }
        }
    }

    /** Without what is behind the question mark, whose values we do not keep. */
    private static String path(String target) {
        return target.replaceAll("[?;].*", "");
    }

    private static void ours(Operation operation, String ports, List<String> facts) {
        if (!operation.attribute("method").isEmpty()) {
            facts.add(ports + " request " + operation.attribute("method"));
            facts.add(ports + " path " + path(operation.attribute("uri")));
            add(facts, ports + " host", operation.attribute("host"));
            add(facts, ports + " user_agent", operation.attribute("user_agent"));
        }
        add(facts, ports + " answer", operation.attribute("status_code"));
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return !theirs && fact.startsWith(BEYOND_GAP) ? Optional.of("http-wireshark-gap") : Optional.empty();
    }
}
