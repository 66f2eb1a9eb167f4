package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code hart_ip_general.log} and {@code hart_ip_universal_commands.log} of ICSNPP, whose columns go by position. */
public final class HartIpIcsnpp implements Opinion {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("read_loop_current", "read_loop_current_and_percent_of_range"),
            Map.entry("read_dynamic_variable", "read_dynamic_variables_and_loop_current"),
            Map.entry("read_device_variable", "read_device_variables_with_status"),
            Map.entry("read_unique_identifier_tag", "read_unique_identifier_associated_with_tag"),
            Map.entry("read_unique_identifier_long_tag", "read_unique_identifier_associated_with_long_tag"),
            Map.entry("read_tag", "read_tag_descriptor_date"),
            Map.entry("write_device_variable_transducer_serial_no", "write_device_variable_transducer_serial_number"),
            Map.entry("pull_sub_device", "poll_sub_device"));
    private static final List<String> DYNAMIC = List.of("pv", "sv", "tv", "qv");
    private static final List<String> IDENTITY = List.of(
            "vendor",
            "hart_universal_revision",
            "device_revision",
            "firmware",
            "hardware",
            "serial",
            "long_tag",
            "name",
            "descriptor");

    @Override
    public String protocol() {
        return "hartip";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return folder(subject).isPresent();
    }

    private static Optional<Path> folder(Subject subject) throws IOException {
        return BareLog.folder(subject, "hart_ip_general.log", 2);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        List<String> names = theirs
                ? List.of("read_unit_tag_descriptor_date", "write_device_variable_trim_point")
                : List.of("write_unit_tag_descriptor_date", "reset_device_variable_trim");
        boolean alike = fact.matches("re(quest|sponse) .*") && names.contains(fact.split(" ")[1]);
        return alike ? Optional.of("icsnpp-names-two-hart-commands-alike") : Optional.empty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Optional<Path> folder = folder(subject);
        List<String> theirs = new ArrayList<>();
        for (String[] row : BareLog.rows(folder, "hart_ip_general.log")) {
            general(row, theirs);
        }
        TreeSet<String> once = new TreeSet<>();
        for (String[] row : BareLog.rows(folder, "hart_ip_universal_commands.log")) {
            identity(row, once);
            values(row, theirs);
        }
        theirs.addAll(once);
        List<String> ours = new ArrayList<>(HartIpStated.messages(subject, HartIpIcsnpp::shown));
        ours.addAll(HartIpStated.values(subject, false));
        for (String fact : HartIpStated.identities(subject, IDENTITY)) {
            ours.add(fact.startsWith("vendor") ? vendor(fact.substring("vendor ".length())) : fact);
        }
        return new Facts(theirs, ours);
    }

    private static String vendor(String name) {
        return "vendor " + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Commands it has no name for go by their numbers. */
    private static String shown(Operation operation) {
        int code = operation.code();
        boolean session = operation.scope().isEmpty() && !operation.name().startsWith("command");
        return session || (code <= 89 && !operation.name().startsWith("command_")) ? operation.name() : "#" + code;
    }

    private static void general(String[] row, List<String> facts) {
        String type = row[10].toLowerCase(Locale.ROOT);
        String id = row[11];
        if (type.equals("publish")) {
            facts.add(published(BareLog.cell(row, 7).split(",")));
            return;
        }
        if (id.equals("Token Passing PDU")) {
            String what = type + " " + command(row) + " " + device(row);
            String code = BareLog.cell(row, 27);
            facts.add(code.isEmpty() ? what : what + " " + HartIpStated.result(Integer.parseInt(code)));
            return;
        }
        boolean fine = row[12].equals("Success") || row[12].contains("Warning");
        String name = id.toLowerCase(Locale.ROOT).replace(' ', '_');
        facts.add(type + " " + name + (type.equals("response") ? fine ? " ok" : " " + row[12] : ""));
        if (id.equals("Session Initiate") && type.equals("request")) {
            facts.add("initiate " + (row[15].equals("1") ? "primary" : "secondary") + " " + row[16]);
        }
    }

    /** Bytes of a burst message in decimal: delimiter, address, command. */
    private static String published(String[] bytes) {
        int size = (Integer.parseInt(bytes[0]) & 0x80) != 0 ? 5 : 1;
        StringBuilder device = new StringBuilder();
        for (int index = 1; index <= size; index++) {
            int value = Integer.parseInt(bytes[index]);
            device.append(String.format("%02x", index == 1 ? value & 0x3F : value));
        }
        String name = size == 5 ? device.toString() : "poll " + Integer.parseInt(device.toString(), 16);
        return "publish " + shownNumber(Integer.parseInt(bytes[1 + size])) + " " + name;
    }

    private static String shownNumber(int code) {
        return switch (code) {
            case 1 -> "read_primary_variable";
            case 2 -> "read_loop_current_and_percent_of_range";
            case 3 -> "read_dynamic_variables_and_loop_current";
            case 9 -> "read_device_variables_with_status";
            case 33 -> "read_device_variables";
            case 48 -> "read_additional_device_status";
            default -> "#" + code;
        };
    }

    private static String command(String[] row) {
        String shown = row[23];
        if (shown.equals("unknown-0x1f")) {
            String[] bytes = row[26].split(",");
            boolean there = bytes.length >= 2;
            return "#" + (there ? Integer.parseInt(bytes[0]) * 256 + Integer.parseInt(bytes[1]) : 31);
        }
        if (shown.startsWith("unknown-")) {
            return "#" + Integer.decode(shown.substring("unknown-".length()));
        }
        String name = shown.toLowerCase(Locale.ROOT)
                .replace("i/o", "io")
                .replaceAll("[^a-z]+", "_")
                .replaceAll("_$", "");
        return NAMES.getOrDefault(name, name);
    }

    private static String device(String[] row) {
        if (!BareLog.cell(row, 21).isEmpty()) {
            return "poll " + (Integer.parseInt(row[21]) & 0x3F);
        }
        StringBuilder hex = new StringBuilder();
        String shown = row[22];
        for (int at = 0; at < shown.length(); ) {
            boolean escaped = shown.startsWith("\\x", at);
            boolean slash = shown.startsWith("\\\\", at);
            int value = escaped ? Integer.parseInt(shown.substring(at + 2, at + 4), 16) : shown.charAt(at);
            hex.append(String.format("%02x", hex.isEmpty() ? value & 0x3F : value));
            at += escaped ? 4 : slash ? 2 : 1;
        }
        return hex.toString();
    }

    private static void identity(String[] row, Set<String> facts) {
        if (!BareLog.cell(row, 7).isEmpty()) {
            facts.add("hart_universal_revision " + row[10]);
            facts.add("device_revision " + row[11]);
            facts.add("firmware " + row[12]);
            facts.add("hardware " + row[13]);
            facts.add("serial " + row[23]);
            facts.add(vendor(row[34]));
        }
        if (!BareLog.cell(row, 194).isEmpty()) {
            facts.add("long_tag " + row[194].replaceAll("\\\\x00.*", "").strip());
        }
        for (int column = 170; column <= 171; column++) {
            if (!BareLog.cell(row, column).isEmpty()) {
                facts.add((column == 170 ? "name " : "descriptor ") + row[column].strip());
            }
        }
    }

    private static void values(String[] row, List<String> facts) {
        pair(row, 37, "pv", facts);
        value(row, 39, "loop_current", facts);
        value(row, 40, "percent_of_range", facts);
        value(row, 41, "loop_current", facts);
        for (int index = 0; index < DYNAMIC.size(); index++) {
            pair(row, 42 + 2 * index, DYNAMIC.get(index), facts);
        }
        for (int slot = 73; slot < 73 + 8 * 8; slot += 8) {
            String code = BareLog.cell(row, slot);
            if (!code.isEmpty()) {
                String point = "variable/" + code;
                pair(row, slot + 2, point, facts);
                facts.add(point + " is " + quality(row[slot + 4]));
            }
        }
        if (!BareLog.cell(row, 169).isEmpty()) {
            facts.add("message = " + row[169]);
        }
    }

    private static String quality(String shown) {
        return shown.equals("Good") ? "good" : shown.equals("Bad") ? "bad" : "uncertain";
    }

    private static void pair(String[] row, int column, String point, List<String> facts) {
        value(row, column + 1, point, facts);
        String unit = BareLog.cell(row, column);
        if (!unit.isEmpty() && !unit.startsWith("unknown")) {
            facts.add(point + " in " + (unit.equals("C DEGREES CELSIUS") ? "°C" : unit));
        }
    }

    private static void value(String[] row, int column, String point, List<String> facts) {
        String shown = BareLog.cell(row, column);
        if (!shown.isEmpty()) {
            double value = shown.equals("nan") ? Double.NaN : Double.parseDouble(shown);
            facts.add(point + " = " + HartIpStated.number(value));
        }
    }
}
