package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Zeek's {@code snmp.log}: how many messages of each kind a connection has, and whether there is a community. */
public final class SnmpZeek implements Opinion {
    @Override
    public String protocol() {
        return "snmp";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "snmp").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Map<String, Integer> theirs = new TreeMap<>();
        Map<String, Integer> ours = new TreeMap<>();
        List<String> pairs = new ArrayList<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "snmp")) {
            pairs.add(row.pair());
            theirs.put(row.pair() + " version " + row.get("version"), 1);
            if (!row.get("community").isEmpty()) {
                theirs.put(row.pair() + " community", 1);
            }
            for (String kind : List.of("get_requests", "get_bulk_requests", "get_responses", "set_requests")) {
                String count = row.get(kind);
                theirs.merge(row.pair() + " " + kind, count.isEmpty() ? 0 : Integer.parseInt(count), Integer::sum);
            }
        }
        for (OperationSeen seen : subject.run().operations()) {
            String pair = ZeekLog.pair(seen.connection());
            if (seen.operation().protocol().equals("snmp") && pairs.contains(pair)) {
                ours(seen, pair, ours);
            }
        }
        return new Facts(stated(theirs), stated(ours));
    }

    private static void ours(OperationSeen seen, String pair, Map<String, Integer> facts) {
        facts.put(pair + " version " + seen.operation().attribute("version"), 1);
        if (seen.operation().attribute("has_community").equals("true")) {
            facts.put(pair + " community", 1);
        }
        int kind = seen.operation().code();
        String counted = switch (kind) {
            case 0, 1 -> "get_requests";
            case 3 -> "set_requests";
            case 5 -> "get_bulk_requests";
            default -> "";
        };
        if (!counted.isEmpty()) {
            facts.merge(pair + " " + counted, 1, Integer::sum);
        }
        Outcome.Kind outcome = seen.outcome().kind();
        boolean report = seen.outcome().name().matches("usmStats.*|snmp.*|1\\..*|report");
        boolean answered = outcome == Outcome.Kind.SUCCEEDED || outcome == Outcome.Kind.REFUSED;
        if (kind == 2 || (kind >= 0 && answered && !report)) {
            facts.merge(pair + " get_responses", 1, Integer::sum);
        }
    }

    private static List<String> stated(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }
}
