package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests, ranges, refusals and register values as Wireshark's Modbus dissector states them. */
public final class ModbusWireshark implements Opinion {
    @Override
    public String protocol() {
        return "modbus";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("mbtcp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.messages(
                subject.file(),
                "mbtcp && !tcp.analysis.retransmission && !tcp.analysis.out_of_order",
                "mbtcp",
                fields -> message(fields, theirs));
        List<String> ours = new ArrayList<>();
        requests(subject.run(), ours);
        ranges(subject.run(), ours);
        refusals(subject.run(), ours);
        registers(subject.run(), ours);
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return theirs && fact.startsWith("range") && fact.endsWith(" x 0")
                ? Optional.of("modbus-wireshark-quantity-0")
                : Optional.empty();
    }

    private static void message(Map<String, List<String>> fields, List<String> facts) {
        String unit = one(fields, "mbtcp.unit_id");
        String function = one(fields, "modbus.func_code");
        boolean request = one(fields, "tcp.dstport").equals("502");
        if (request) {
            facts.add("request " + unit + " " + function);
        }
        if (fields.containsKey("modbus.exception_code")) {
            facts.add("refusal " + unit + " " + function + " " + one(fields, "modbus.exception_code"));
        }
        if (request && function.matches("[1-4]")) {
            String count = one(fields, function.matches("[12]") ? "modbus.bit_cnt" : "modbus.word_cnt");
            facts.add("range " + unit + " " + function + " " + one(fields, "modbus.reference_num") + " x " + count);
        }
        if (!request && function.matches("[34]") && fields.containsKey("modbus.request_frame")) {
            List<String> numbers = fields.getOrDefault("modbus.regnum16", List.of());
            List<String> values = fields.getOrDefault("modbus.regval_uint16", List.of());
            for (int index = 0; index < Math.min(numbers.size(), values.size()); index++) {
                facts.add("register " + unit + " " + numbers.get(index) + " = " + values.get(index));
            }
        }
    }

    private static String one(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    private static void requests(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : operations(run)) {
            if (seen.outcome().kind() != Outcome.Kind.ONE_WAY
                    || seen.operation().attribute("sub_function").equals("4")) {
                facts.add("request " + unit(seen) + " " + seen.operation().code());
            }
        }
    }

    private static void ranges(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : operations(run)) {
            Points points = seen.operation().points();
            if (points != null && seen.operation().code() <= 4) {
                facts.add("range " + unit(seen) + " " + seen.operation().code() + " " + points.first() + " x "
                        + points.count());
            }
        }
    }

    private static void refusals(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : operations(run)) {
            if (seen.outcome().code() != 0) {
                facts.add("refusal " + unit(seen) + " " + seen.operation().code() + " "
                        + seen.outcome().code());
            }
        }
    }

    private static void registers(CaptureRun run, List<String> facts) {
        for (ValueSeen value : run.values()) {
            if (!value.connection().protocol().equals("modbus")) {
                continue;
            }
            String[] space = value.points().space().split("/");
            if (value.way() == ValueSeen.Way.READ && space[1].matches("(holding|input)-register")) {
                for (int index = 0; index < value.points().count(); index++) {
                    facts.add("register " + space[0] + " " + (value.points().first() + index) + " = "
                            + value.values().text(index));
                }
            }
        }
    }

    private static List<OperationSeen> operations(CaptureRun run) {
        return run.operations().stream()
                .filter(seen -> seen.operation().protocol().equals("modbus"))
                .toList();
    }

    private static String unit(OperationSeen seen) {
        return seen.operation().scope().replace("unit ", "");
    }
}
