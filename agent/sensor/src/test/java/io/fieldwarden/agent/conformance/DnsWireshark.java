package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests and answers as Wireshark's dissector of dns states them. */
public final class DnsWireshark implements Opinion {
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
        return subject.protocols().contains("dns");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> fields = List.of(
                "dns.flags.response",
                "dns.id",
                "dns.qry.name",
                "dns.qry.type",
                "dns.flags.rcode",
                "dns.a",
                "dns.count.queries",
                "dns.count.answers",
                "dns.resp.type");
        Tshark.rows(
                subject.file(),
                "dns && !mdns && !llmnr && !_ws.malformed && !icmp",
                fields,
                row -> theirs(row, theirs));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("dns")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(String[] row, List<String> facts) {
        if (row[0].contains(",") || !row[6].equals("1")) {
            return; // several messages in a frame are not parted by fields
        }
        String id = Integer.toString(Integer.decode(row[1]));
        String name = row[2].equals("<Root>") ? "" : row[2];
        boolean answer = row[0].equals("1") || row[0].equals("True");
        facts.add(id + " " + name + " " + (answer ? "answered " + row[4] : "asked"));
        if (answer && !row[5].isEmpty()) {
            String[] types = row[8].split(",", -1);
            String[] addresses = row[5].split(",", -1);
            int address = 0; // those of the answer section come first
            for (int record = 0; record < Math.min(types.length, Integer.parseInt(row[7])); record++) {
                if (types[record].equals("1") && address < addresses.length) {
                    facts.add(id + " " + name + " is " + addresses[address++]);
                }
            }
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String which =
                seen.operation().attribute("trans_id") + " " + seen.operation().attribute("query") + " ";
        Outcome.Kind kind = seen.outcome().kind();
        if (kind != Outcome.Kind.ONE_WAY) {
            facts.add(which + "asked");
        }
        if (kind != Outcome.Kind.UNANSWERED) {
            facts.add(which + "answered " + seen.outcome().code());
        }
        seen.operation().attributes().stream()
                .filter(attribute ->
                        attribute.name().equals("answers") && attribute.value().matches("[0-9.]+"))
                .forEach(attribute -> facts.add(which + "is " + attribute.value()));
    }
}
