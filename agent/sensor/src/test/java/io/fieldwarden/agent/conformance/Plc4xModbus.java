package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Modbus TCP in plc4x's tests: requests, ranges, file records, answers and register values. */
public final class Plc4xModbus extends Plc4xVectors {
    private static final Set<String> READS = Set.of("3", "4");
    private static final Set<String> SINGLE = Set.of("5", "6");

    public Plc4xModbus() {
        super("modbus", new Spoken("modbus", Transport.TCP, 502, "BIG_ENDIAN"));
    }

    @Override
    boolean isMessage(Plc4xSuite.Message message) {
        return message.has("ModbusTcpADU");
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        Map<String, Plc4xSuite.Message> open = new HashMap<>();
        for (Plc4xSuite.Message message : messages) {
            String head = message.one("unitIdentifier") + " " + message.one("functionFlag");
            String exchange = head + " " + message.one("transactionIdentifier");
            if (isAnswer(message)) {
                Plc4xSuite.Message asked = open.remove(exchange);
                if (asked != null) {
                    facts.add("answered " + head + " " + message.one("exceptionCode"));
                    values(asked, message, facts);
                }
                continue;
            }
            open.put(exchange, message);
            facts.add("request " + head);
            if (message.has("startingAddress")) {
                facts.add("range " + head + " " + message.one("startingAddress") + " x " + message.one("quantity"));
            }
            if (SINGLE.contains(message.one("functionFlag"))) {
                facts.add("range " + head + " " + message.one("address") + " x 1");
            }
            List<String> records = message.all("recordNumber");
            for (int item = 0; item < records.size(); item++) {
                facts.add(
                        "record " + head + " file " + message.all("fileNumber").get(item) + " " + records.get(item)
                                + " x " + message.all("recordLength").get(item));
            }
        }
    }

    /** Registers read, or written by the request once it is confirmed. */
    private static void values(Plc4xSuite.Message asked, Plc4xSuite.Message answer, List<String> facts) {
        boolean read = READS.contains(asked.one("functionFlag"));
        String bytes = read ? answer.one("value") : asked.one("functionFlag").equals("16") ? asked.one("value") : "";
        if (asked.one("functionFlag").equals("6")) {
            facts.add("register " + asked.one("unitIdentifier") + " " + asked.one("address") + " = "
                    + asked.one("value"));
        }
        for (int at = 2; at + 4 <= bytes.length(); at += 4) {
            int address = asked.number("startingAddress") + (at - 2) / 4;
            facts.add("register " + asked.one("unitIdentifier") + " " + address + " = "
                    + Integer.parseInt(bytes.substring(at, at + 4), 16));
        }
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        run.operations().forEach(seen -> operation(seen, facts));
        for (ValueSeen seen : run.values()) {
            String[] space = seen.points().space().split("/");
            for (int index = 0;
                    space[1].endsWith("-register") && index < seen.points().count();
                    index++) {
                facts.add("register " + space[0] + " " + (seen.points().first() + index) + " = "
                        + seen.values().text(index));
            }
        }
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        String head = operation.scope().replace("unit ", "") + " " + operation.code();
        Outcome.Kind kind = seen.outcome().kind();
        if (kind == Outcome.Kind.ONE_WAY) {
            return;
        }
        facts.add("request " + head);
        if (kind != Outcome.Kind.UNANSWERED) {
            facts.add("answered " + head + " "
                    + (seen.outcome().code() == 0 ? "" : seen.outcome().code()));
        }
        Points points = operation.points();
        if (points != null && operation.attribute("record").isEmpty()) {
            facts.add("range " + head + " " + points.first() + " x " + points.count());
        }
        for (Attribute attribute : operation.attributes()) {
            if (attribute.name().equals("record")) {
                String[] record = attribute.value().split("/|\\.\\.");
                int first = Integer.parseInt(record[3]);
                int last = record.length > 4 ? Integer.parseInt(record[4]) : first;
                facts.add("record " + head + " file " + record[2] + " " + first + " x " + (last - first + 1));
            }
        }
    }
}
