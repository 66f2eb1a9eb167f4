package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What we say of FINS frames, in words the records of other tools can be put into. */
final class FinsFacts {
    private static final String FINS = "fins";
    private static final Map<String, String> DIRECTIONS = Map.of("to_file", "0", "from_file", "1", "compare", "2");
    private static final Map<String, String> SETTINGS = Map.of(
            "forced_reset", "0x0000",
            "forced_set", "0x0001",
            "released_and_reset", "0x8000",
            "released_and_set", "0x8001",
            "released", "0xffff");

    private FinsFacts() {}

    static String command(String name, String unit) {
        return "command " + name + " to " + unit;
    }

    static String response(String name, int end) {
        return String.format("response %s end 0x%04x", name, end);
    }

    /** Where a run of points begins, by the numbers of the frame. */
    static String area(String name, int area, int address) {
        return String.format("%s area %s", name, point(area, address));
    }

    /** The point as we name it, worked out from the numbers another tool shows. */
    private static String point(int area, int address) {
        int word = address >> 8;
        String name = switch (area) {
            case 0x00, 0x30 -> "cio.bit";
            case 0x80, 0xB0 -> "cio";
            case 0x01, 0x09 -> "tim.flag";
            case 0x81, 0x89 -> "tim";
            case 0x02 -> "dm.bit";
            case 0x82 -> "dm";
            case 0x03 -> "transition.flag";
            case 0x04 -> "step.flag";
            case 0x1B -> "action.flag";
            case 0x98 -> "em";
            case 0x31 -> "wr.bit";
            case 0xB1 -> "wr";
            case 0x32 -> "hr.bit";
            case 0xB2 -> "hr";
            case 0x33 -> "ar.bit";
            case 0xB3 -> "ar";
            default -> (area & 0xF8) == 0x90 ? "em" + (area & 7) : String.format("area_0x%02x", area);
        };
        return name + "/" + (name.endsWith(".bit") ? word * 16 + (address & 0xFF) : word);
    }

    /** Identities are told when they are new: each counts once. */
    static List<String> once(List<String> facts) {
        return new ArrayList<>(new TreeSet<>(facts));
    }

    /** Commands and responses, one fact each. */
    static List<String> frames(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (!operation.protocol().equals(FINS) || operation.name().equals("node_address_data_send")) {
                continue;
            }
            if (operation.attribute("command_seen").isEmpty()) {
                facts.add(command(operation.name(), operation.scope().substring("node ".length())));
            }
            Outcome outcome = seen.outcome();
            if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
                facts.add(response(operation.name(), 0));
            } else if (outcome.kind() == Outcome.Kind.REFUSED) {
                facts.add(response(operation.name(), outcome.code()));
            }
        }
        return facts;
    }

    /** What commands name. */
    static List<String> fields(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (operation.protocol().equals(FINS)
                    && operation.attribute("command_seen").isEmpty()) {
                fields(operation, facts);
            }
        }
        return facts;
    }

    private static void fields(Operation operation, List<String> facts) {
        String name = operation.name();
        if (operation.points() != null && !operation.points().isNamed()) {
            facts.add(name + " area " + operation.points().space() + "/"
                    + operation.points().first());
            facts.add(name + " count " + operation.points().count());
        }
        for (Attribute attribute : operation.attributes()) {
            String value = attribute.value();
            switch (attribute.name()) {
                case "point" -> facts.add(name + " area " + value);
                case "source" -> facts.add(name + " area " + value.replaceAll("\\.\\.\\d+$", ""));
                case "transfer" -> facts.add(name + " transfer " + DIRECTIONS.getOrDefault(value, value));
                case "file_name", "destination_file_name", "new_file_name" -> facts.add(name + " file " + value);
                case "data", "command_seen" -> {
                    // what is written is told as a value
                }
                case "disk_no", "destination_disk_no" -> {
                    if (!name.equals("file_delete")) {
                        facts.add(name + " disk_no " + value);
                    }
                }
                default -> {
                    String setting = SETTINGS.get(attribute.name());
                    facts.add(name + (setting == null ? " " + attribute.name() + " " + value : " setting " + setting));
                }
            }
        }
    }

    static List<String> identities(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (IdentitySeen seen : subject.run().identities()) {
            for (Attribute fact : seen.source().equals(FINS) ? seen.facts() : List.<Attribute>of()) {
                if (List.of("model", "firmware", "slot").contains(fact.name())) {
                    facts.add(fact.name() + " " + fact.value());
                }
            }
        }
        return once(facts);
    }

    /** Values with names of their own: status, clock, cycle time. */
    static List<String> values(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (ValueSeen seen : subject.run().values()) {
            String point = seen.points().space();
            if (seen.connection().protocol().equals(FINS) && seen.points().isNamed() && !point.contains("error")) {
                facts.add(point + " = " + seen.values().text(0));
            }
        }
        return facts;
    }
}
