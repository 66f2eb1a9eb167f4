package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Messages of every version with their variables and values, as Wireshark's dissector of snmp states them. */
public final class SnmpWireshark implements Opinion {
    private static final int RESPONSE = 2;
    private static final int TRAP_V1 = 4;
    private static final int REPORT = 8;
    /** So many variables are named with an operation. */
    private static final int TOLD = 32;

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
        SnmpStated stated = new SnmpStated();
        Tshark.lines(subject.file(), "snmp && !_ws.malformed && !icmp", "snmp", stated::line);
        List<String> theirs = stated.facts();
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("snmp")) {
                ours(seen, ours);
            }
        }
        for (ValueSeen seen : subject.run().values()) {
            if (seen.connection().protocol().equals("snmp")) {
                Values values = seen.values();
                String text = values instanceof Values.Numbers numbers
                        ? Long.toString((long) numbers.number(0))
                        : values.text(0);
                ours.add(seen.points() + " = " + text);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        int kind = operation.code();
        Outcome.Kind outcome = seen.outcome().kind();
        boolean secret = kind < 0;
        String id = kind == TRAP_V1 ? "trap" : operation.attribute("request_id");
        boolean answer = kind == RESPONSE || kind == REPORT;
        if (!answer) {
            facts.add(id + " version " + operation.attribute("version") + " " + security(operation)
                    + (secret ? " encrypted" : " kind " + kind));
            List<String> oids = operation.attributes().stream()
                    .filter(attribute -> attribute.name().equals("oid"))
                    .map(Attribute::value)
                    .limit(TOLD)
                    .toList();
            if (!secret) {
                facts.add(id + " names " + String.join(",", oids));
            }
        }
        if (secret && outcome == Outcome.Kind.SUCCEEDED) {
            facts.add(id + " version 3 " + security(operation) + " encrypted");
            return;
        }
        if (outcome == Outcome.Kind.SUCCEEDED || outcome == Outcome.Kind.REFUSED || answer) {
            boolean report = kind == REPORT || seen.outcome().name().matches("usmStats.*|snmp.*|1\\..*");
            facts.add(id + " answered "
                    + (report ? "report" : Integer.toString(seen.outcome().code())));
        }
    }

    private static String security(Operation operation) {
        String level = operation.attribute("security_level");
        return level.isEmpty() ? "community " + operation.attribute("has_community") : level;
    }
}
