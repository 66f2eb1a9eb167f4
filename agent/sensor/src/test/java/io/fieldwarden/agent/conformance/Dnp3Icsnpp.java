package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Commands in {@code dnp3_control.log} and object headers in {@code dnp3_objects.log}, field by field. */
public final class Dnp3Icsnpp implements Opinion {
    private static final Map<String, String> OBJECTS = Map.ofEntries(
            Map.entry("Class 0 Data", "g60v1"),
            Map.entry("Class 1 Data", "g60v2"),
            Map.entry("Class 2 Data", "g60v3"),
            Map.entry("Class 3 Data", "g60v4"),
            Map.entry("Binary Input", "g1v1"),
            Map.entry("Binary Input With Status", "g1v2"),
            Map.entry("Binary Output", "g10v1"),
            Map.entry("Binary Output Status", "g10v2"),
            Map.entry("32-Bit Analog Input", "g30v1"),
            Map.entry("16-Bit Analog Input", "g30v2"),
            Map.entry("32-Bit Analog Input Without Flag", "g30v3"),
            Map.entry("16-Bit Analog Input Without Flag", "g30v4"),
            Map.entry("32-Bit Analog Output Status", "g40v1"),
            Map.entry("16-Bit Analog Output Status", "g40v2"),
            Map.entry("32-Bit Binary Counter", "g20v1"),
            Map.entry("16-Bit Binary Counter", "g20v2"));

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return Dnp3Reading.isCapture(subject)
                && !(Dnp3Reading.logs(subject, "dnp3_control.log").isEmpty()
                        && Dnp3Reading.logs(subject, "dnp3_objects.log").isEmpty());
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (var log : Dnp3Reading.logs(subject, "dnp3_control.log")) {
            SharedData.zeekRows(log).forEach(row -> control(row, theirs));
        }
        for (var log : Dnp3Reading.logs(subject, "dnp3_objects.log")) {
            SharedData.zeekRows(log).forEach(row -> object(row, theirs));
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : Dnp3Reading.operations(subject)) {
            commands(seen, ours);
            String tuple = Dnp3Reading.tuple(seen.connection());
            headers(tuple + " request ", seen.operation(), "objects", ours);
            headers(tuple + " response ", seen.operation(), "response_objects", ours);
        }
        return new Facts(theirs, ours);
    }

    private static String tuple(String[] row) {
        return row[2] + " " + row[3] + " " + row[4] + " " + row[5];
    }

    private static void control(String[] row, List<String> facts) {
        String head = tuple(row)
                + (row[12].equals("RESPONSE") ? " response [" : " " + row[12].toLowerCase(Locale.ROOT) + " [") + row[13]
                + "] ";
        facts.add(head + "trip_control_code " + row[14].toLowerCase(Locale.ROOT));
        facts.add(head + "operation_type " + row[15].toLowerCase(Locale.ROOT).replace(' ', '_'));
        facts.add(head + "clear_bit " + (row[16].equals("T") ? "true" : "false"));
        facts.add(head + "execute_count " + row[17]);
        facts.add(head + "on_time " + row[18]);
        facts.add(head + "off_time " + row[19]);
        if (!row[20].equals("-")) {
            facts.add(head + "status_code " + row[20].toLowerCase(Locale.ROOT).replace(' ', '_'));
        }
    }

    private static void object(String[] row, List<String> facts) {
        boolean response = row[11].endsWith("RESPONSE");
        String known = OBJECTS.getOrDefault(row[12], row[12]);
        String range = row[14].equals("-") ? "" : "[" + row[14] + "-" + row[15] + "]";
        facts.add(tuple(row) + (response ? " response " : " request ") + known + range);
    }

    private static void headers(String head, Operation operation, String attribute, List<String> facts) {
        for (Dnp3Reading.Header header : Dnp3Reading.headers(operation, attribute)) {
            if (header.group() != 12 && header.group() != 41) {
                String range = header.first().isEmpty() ? "" : "[" + header.first() + "-" + header.last() + "]";
                facts.add(head + "g" + header.group() + "v" + header.variation() + range);
            }
        }
    }

    private static void commands(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        List<String> indexes = Dnp3Reading.all(operation, "index_number");
        List<String> statuses = Dnp3Reading.all(operation, "status_code");
        if (Dnp3Reading.all(operation, "operation_type").size() != indexes.size()) {
            return;
        }
        for (int index = 0; index < indexes.size(); index++) {
            for (String name : List.of(
                    "trip_control_code", "operation_type", "clear_bit", "execute_count", "on_time", "off_time")) {
                String value = Dnp3Reading.all(operation, name).get(index);
                String tuple = Dnp3Reading.tuple(seen.connection());
                facts.add(tuple + " " + operation.name() + " [" + indexes.get(index) + "] " + name + " " + value);
                if (index < statuses.size()) {
                    facts.add(tuple + " response [" + indexes.get(index) + "] " + name + " " + value);
                }
            }
            if (index < statuses.size()) {
                String tuple = Dnp3Reading.tuple(seen.connection());
                facts.add(tuple + " response [" + indexes.get(index) + "] status_code " + statuses.get(index));
            }
        }
    }

    /** Its objects.log has the headers of responses that count from a start to a stop, and no others. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean uncounted = !theirs && fact.matches(".* response g\\d+v\\d+");
        return uncounted ? Optional.of("icsnpp-dnp3-ranges-only") : Optional.empty();
    }
}
