package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Zeek's {@code modbus.log}: requests and responses by unit and function. */
public final class ModbusZeek implements Opinion {
    private static final String LOG = "modbus";

    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !theirs(subject).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : ModbusWords.operations(subject)) {
            String head = ModbusWords.unit(seen) + " " + ModbusWords.function(seen);
            Outcome.Kind kind = seen.outcome().kind();
            boolean answer = kind == Outcome.Kind.SUCCEEDED || kind == Outcome.Kind.REFUSED;
            boolean broadcast =
                    kind == Outcome.Kind.ONE_WAY && !seen.connection().midstream();
            if (answer || kind == Outcome.Kind.UNANSWERED || broadcast) {
                ours.add(head + " REQ");
            }
            if (answer || (kind == Outcome.Kind.ONE_WAY && !broadcast)) {
                ours.add(head + " RESP");
            }
        }
        return new Facts(theirs(subject), ours);
    }

    /** Rows of versions that say whether it is a request, if the log knows all connections of the capture. */
    private static List<String> theirs(Subject subject) throws IOException {
        List<ZeekLog.Row> rows = ZeekLog.told(subject, LOG);
        Set<String> known = rows.stream().map(ZeekLog.Row::ends).collect(Collectors.toSet());
        for (OperationSeen seen : rows.isEmpty() ? List.<OperationSeen>of() : ModbusWords.operations(subject)) {
            String turned =
                    seen.connection().responder() + " " + seen.connection().originator();
            if (!known.contains(ZeekLog.ends(seen.connection())) && !known.contains(turned)) {
                return List.of();
            }
        }
        return rows.stream()
                .filter(row -> !row.get("pdu_type").isEmpty())
                .map(row -> row.get("unit") + " " + ModbusWords.function(row.get("func")) + " " + row.get("pdu_type"))
                .toList();
    }
}
