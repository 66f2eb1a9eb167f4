package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Facts of one capture as Wireshark's dissector states them, and ours in the same words. */
final class WiresharkModbus {
    final List<String> requests = new ArrayList<>();
    final List<String> ranges = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    final List<String> registers = new ArrayList<>();

    WiresharkModbus(Path capture) throws IOException {
        Tshark.messages(
                capture, "mbtcp && !tcp.analysis.retransmission && !tcp.analysis.out_of_order", "mbtcp", this::message);
    }

    private void message(Map<String, List<String>> fields) {
        String unit = one(fields, "mbtcp.unit_id");
        String function = one(fields, "modbus.func_code");
        boolean request = one(fields, "tcp.dstport").equals("502");
        if (request) {
            requests.add(unit + " " + function);
        }
        if (fields.containsKey("modbus.exception_code")) {
            refusals.add(unit + " " + function + " " + one(fields, "modbus.exception_code"));
        }
        if (request && function.matches("[1-4]")) {
            String count = one(fields, function.matches("[12]") ? "modbus.bit_cnt" : "modbus.word_cnt");
            ranges.add(unit + " " + function + " " + one(fields, "modbus.reference_num") + " x " + count);
        }
        if (!request && function.matches("[34]") && fields.containsKey("modbus.request_frame")) {
            List<String> numbers = fields.getOrDefault("modbus.regnum16", List.of());
            List<String> values = fields.getOrDefault("modbus.regval_uint16", List.of());
            for (int index = 0; index < Math.min(numbers.size(), values.size()); index++) {
                registers.add(unit + " " + numbers.get(index) + " = " + values.get(index));
            }
        }
    }

    private static String one(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    static List<String> requests(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (seen.outcome().kind() != Outcome.Kind.ONE_WAY
                    || seen.operation().attribute("sub_function").equals("4")) {
                facts.add(unit(seen) + " " + seen.operation().code());
            }
        }
        return facts;
    }

    static List<String> ranges(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            Points points = seen.operation().points();
            if (points != null && seen.operation().code() <= 4) {
                facts.add(unit(seen) + " " + seen.operation().code() + " " + points.first() + " x " + points.count());
            }
        }
        return facts;
    }

    static List<String> refusals(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (seen.outcome().code() != 0) {
                facts.add(unit(seen) + " " + seen.operation().code() + " "
                        + seen.outcome().code());
            }
        }
        return facts;
    }

    static List<String> registers(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (ValueSeen value : run.values()) {
            String[] space = value.points().space().split("/");
            if (value.way() == ValueSeen.Way.READ && space[1].matches("(holding|input)-register")) {
                for (int index = 0; index < value.points().count(); index++) {
                    facts.add(space[0] + " " + (value.points().first() + index) + " = "
                            + value.values().text(index));
                }
            }
        }
        return facts;
    }

    private static String unit(OperationSeen seen) {
        return seen.operation().scope().replace("unit ", "");
    }
}
