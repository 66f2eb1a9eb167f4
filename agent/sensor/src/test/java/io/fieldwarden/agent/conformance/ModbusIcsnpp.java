package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code modbus_detailed.log} and its two companions: functions, addresses, values, masks and exceptions. */
public final class ModbusIcsnpp implements Opinion {
    private static final String LOG = "modbus_detailed.log";

    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return ZeekLog.beside(subject, LOG) && !ZeekLog.rows(subject, LOG).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        boolean answerOfPair = false;
        for (ZeekLog.Row row : ZeekLog.rows(subject, LOG)) {
            boolean unmatched = row.get("matched").isEmpty(); // one line for the request, one for the answer
            answerOfPair = unmatched && !answerOfPair;
            if (!unmatched || answerOfPair) {
                operation(row, theirs);
            }
            String values =
                    row.get("request_values").isEmpty() ? row.get("response_values") : row.get("request_values");
            if (!values.isEmpty()) {
                theirs.add("unit " + row.get("unit") + " at " + row.get("address") + " = " + values);
            }
        }
        companions(subject, theirs);
        List<String> ours = new ArrayList<>();
        ModbusWords.operations(subject).forEach(seen -> operation(seen, ours));
        values(subject, ours);
        return new Facts(theirs, ours);
    }

    private static void operation(ZeekLog.Row row, List<String> facts) {
        String name = ModbusWords.function(row.get("func"));
        String head = "unit " + row.get("unit") + " " + name;
        facts.add(head);
        if (!row.get("address").isEmpty() && !name.equals("read_fifo_queue")) {
            facts.add(head + " at " + row.get("address") + " x "
                    + (row.get("quantity").isEmpty() ? "1" : row.get("quantity")));
        }
        if (!row.get("exception_code").isEmpty()) {
            facts.add(head + " " + row.get("exception_code").toLowerCase(Locale.ROOT));
        }
    }

    private static void companions(Subject subject, List<String> facts) throws IOException {
        for (ZeekLog.Row row : ZeekLog.rows(subject, "modbus_read_write_multiple_registers.log")) {
            boolean request = row.get("request_response").equals("REQUEST");
            facts.add("unit " + row.get("unit")
                    + (request
                            ? " at " + row.get("write_start_address") + " = " + row.get("write_registers")
                            : " read = " + row.get("read_registers")));
        }
        for (ZeekLog.Row row : ZeekLog.rows(subject, "modbus_mask_write_register.log")) {
            if (row.get("request_response").equals("REQUEST")) {
                facts.add(row.get("address") + " and " + row.get("and_mask") + " or " + row.get("or_mask"));
            }
        }
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        String head = "unit " + ModbusWords.unit(seen) + " " + ModbusWords.function(seen);
        facts.add(head);
        int code = seen.operation().code();
        if (seen.operation().points() != null && (code <= 16 || code == 22)) {
            facts.add(head + " at " + seen.operation().points().first() + " x "
                    + seen.operation().points().count());
        }
        if (seen.operation().points() != null && code == 22) {
            facts.add(seen.operation().points().first() + " and "
                    + seen.operation().attribute("and_mask") + " or "
                    + seen.operation().attribute("or_mask"));
        }
        if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
            facts.add(head + " " + seen.outcome().name());
        }
    }

    private static void values(Subject subject, List<String> facts) throws IOException {
        List<Long> readOfReadWrite = ModbusWords.operations(subject).stream()
                .filter(seen -> seen.operation().code() == 23)
                .map(OperationSeen::atNanos)
                .toList();
        ValueSeen before = null;
        for (ValueSeen value : ModbusWords.values(subject)) {
            String[] space = value.points().space().split("/");
            boolean pair = before != null
                    && readOfReadWrite.contains(before.atNanos())
                    && before.way() == ValueSeen.Way.WRITTEN
                    && value.way() == ValueSeen.Way.READ;
            if (space.length > 1 && space[1].matches("coil|discrete-input|holding-register|input-register")) {
                String where = pair ? " read" : " at " + value.points().first();
                facts.add("unit " + space[0] + where + " = " + ModbusWords.texts(value));
            }
            before = value;
        }
    }
}
