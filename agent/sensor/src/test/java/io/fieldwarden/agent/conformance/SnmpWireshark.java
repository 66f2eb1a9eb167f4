package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests and answers as Wireshark's dissector of snmp states them. */
public final class SnmpWireshark implements Opinion {
    @Override
    public String protocol() {
        return "snmp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("snmp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> fields = List.of("snmp.data", "snmp.request_id", "snmp.msgID", "snmp.name", "snmp.error_status");
        Tshark.rows(subject.file(), "snmp && !_ws.malformed && !icmp", fields, row -> theirs(row, theirs));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("snmp")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(String[] row, List<String> facts) {
        if (row[0].isEmpty()) {
            return; // encrypted
        }
        int kind = Integer.parseInt(row[0]);
        String id = row[2].isEmpty() ? row[1] : row[2];
        if (kind == 2 || kind == 8) {
            facts.add(id + " answered " + (kind == 8 ? "report" : row[4].isEmpty() ? "0" : row[4]));
        } else {
            facts.add(id + " kind " + kind + " " + row[3]);
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String id = seen.operation().attribute("request_id");
        int kind = seen.operation().code();
        Outcome.Kind outcome = seen.outcome().kind();
        if (kind != 2 && kind != 8) {
            List<String> oids = seen.operation().attributes().stream()
                    .filter(attribute -> attribute.name().equals("oid"))
                    .map(attribute -> attribute.value())
                    .toList();
            facts.add(id + " kind " + kind + " " + String.join(",", oids));
        }
        boolean answered = outcome == Outcome.Kind.SUCCEEDED || outcome == Outcome.Kind.REFUSED;
        if (answered || kind == 2 || kind == 8) {
            boolean report = kind == 8 || seen.outcome().name().matches("usmStats.*|snmp.*|1\\..*");
            facts.add(id + " answered "
                    + (report ? "report" : Integer.toString(seen.outcome().code())));
        }
    }
}
