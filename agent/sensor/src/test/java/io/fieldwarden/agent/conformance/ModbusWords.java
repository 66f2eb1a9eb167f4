package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What several opinions about Modbus word alike. */
final class ModbusWords {
    /** Zeek's names that differ from the standard's. */
    private static final Map<String, String> ZEEK_NAMES = Map.of(
            "report_slave_id", "report_server_id", "encap_interface_transport", "encapsulated_interface_transport");

    private ModbusWords() {}

    static List<OperationSeen> operations(Subject subject) throws IOException {
        return subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("modbus"))
                .toList();
    }

    static List<ValueSeen> values(Subject subject) throws IOException {
        return subject.run().values().stream()
                .filter(seen -> seen.connection().protocol().equals("modbus"))
                .toList();
    }

    static String unit(OperationSeen seen) {
        return seen.operation().scope().replace("unit ", "");
    }

    /** The function's name without the detail that we add to it. */
    static String function(OperationSeen seen) {
        return switch (seen.operation().code()) {
            case 8 -> "diagnostics";
            case 43 -> "encapsulated_interface_transport";
            default -> seen.operation().name();
        };
    }

    /** Zeek's name in the standard's words. */
    static String function(String zeek) {
        String lower = zeek.toLowerCase(Locale.ROOT);
        return ZEEK_NAMES.getOrDefault(lower, lower);
    }

    /** Whether the request was seen. */
    static boolean asked(OperationSeen seen) {
        return seen.outcome().kind() != Outcome.Kind.ONE_WAY;
    }

    static String texts(ValueSeen value) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < value.values().size(); index++) {
            texts.add(value.values().text(index));
        }
        return String.join(",", texts);
    }
}
