package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code omron_fins_*.log}s of ICSNPP, whose columns go by position. */
public final class FinsIcsnpp implements Opinion {
    private static final Pattern CODE = Pattern.compile("\\((0x[0-9a-fA-F]+|\\d+)\\)");
    private static final Map<String, String> NAMES = Map.of(
            "message_read_message_clear_fal_fals_read", "message_read_clear",
            "parameter_area_file_transer", "parameter_area_file_transfer");
    private static final Map<String, Integer> WITHOUT_CODE = Map.of("Third node not part of Network", 0x0203);

    @Override
    public String protocol() {
        return "fins";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return folder(subject).isPresent();
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        if (theirs && fact.startsWith("forced_set_reset setting ")) {
            return Optional.of("icsnpp-reads-forced-bits-beyond-their-number");
        }
        boolean message = !theirs && fact.equals("response message_read_clear end 0x0000");
        return message ? Optional.of("icsnpp-has-no-end-code-for-messages-read") : Optional.empty();
    }

    private static Optional<Path> folder(Subject subject) throws IOException {
        return BareLog.folder(subject, "omron_fins_general.log", 1);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Optional<Path> folder = folder(subject);
        List<String> theirs = new ArrayList<>();
        List<String> once = new ArrayList<>();
        for (String[] row : BareLog.rows(folder, "omron_fins_general.log")) {
            general(row, theirs);
        }
        for (String[] row : BareLog.rows(folder, "omron_fins_detail.log")) {
            if (BareLog.cell(row, 6).startsWith("Command")) {
                command(row, theirs);
            } else {
                response(row, theirs, once);
            }
        }
        for (String[] row : BareLog.rows(folder, "omron_fins_file.log")) {
            file(row, theirs);
        }
        for (String[] row : BareLog.rows(folder, "omron_fins_error.log")) {
            number(row, 8, "error_reset_fal_no", theirs);
        }
        theirs.addAll(FinsFacts.once(once));
        List<String> ours = new ArrayList<>(FinsFacts.frames(subject));
        ours.addAll(FinsFacts.fields(subject));
        ours.addAll(FinsFacts.identities(subject));
        ours.addAll(FinsFacts.values(subject));
        return new Facts(theirs, ours);
    }

    /** {@code Memory Area Read (0x0101)} as we name it. */
    private static String name(String shown) {
        String words = CODE.matcher(shown).replaceAll("").strip().toLowerCase(Locale.ROOT);
        String name = words.replaceAll("[^a-z]+", "_");
        return NAMES.getOrDefault(name, name);
    }

    /** The number in brackets, or the number itself; negative if there is none. */
    private static int code(String shown) {
        Matcher code = CODE.matcher(shown);
        String number = shown;
        while (code.find()) {
            number = code.group(1);
        }
        return number.matches("0x[0-9a-fA-F]{1,8}|\\d{1,9}")
                ? Long.decode(number).intValue()
                : -1;
    }

    private static void general(String[] row, List<String> facts) {
        if (BareLog.cell(row, 23).isEmpty()) {
            return; // FINS/TCP's own
        }
        String name = name(row[23]);
        if (row[13].startsWith("Command")) {
            facts.add(FinsFacts.command(name, code(row[16]) + "." + code(row[17]) + "." + code(row[18])));
            return;
        }
        String end = BareLog.cell(row, 24).strip();
        if (!end.isEmpty()) {
            facts.add(FinsFacts.response(name, WITHOUT_CODE.getOrDefault(end, code(end))));
        }
    }

    private static void number(String[] row, int column, String field, List<String> facts) {
        if (!BareLog.cell(row, column).isEmpty()) {
            facts.add(name(row[5]) + " " + field + " " + Integer.toUnsignedString(code(row[column])));
        }
    }

    private static void command(String[] row, List<String> facts) {
        String name = name(row[5]);
        if (name.startsWith("memory") || name.equals("multiple_memory_area_read")) {
            facts.add(FinsFacts.area(name, code(row[7]), code(row[8])));
            if (!BareLog.cell(row, 9).isEmpty()) {
                facts.add(name + " count " + row[9]);
            }
        } else if (name.startsWith("parameter_area")) {
            number(row, 10, "parameter_area_code", facts);
            number(row, 11, "beginning_word", facts);
            number(row, 12, "number_of_words", facts);
        } else if (name.matches("(program_area|access_right|run).*")) {
            number(row, 36, "program_number", facts);
            if (name.endsWith("read") || name.endsWith("write")) {
                number(row, 11, "beginning_word", facts);
                number(row, 41, "number_of_bytes", facts);
            }
            String mode = BareLog.cell(row, 42);
            if (!mode.isEmpty() && !mode.startsWith("Not Set")) {
                facts.add(name + " mode_code " + mode.replaceAll(" .*", "").toLowerCase(Locale.ROOT));
            }
        } else if (name.equals("clock_write")) {
            facts.add("clock_write clock " + clock(row));
        } else if (name.equals("forced_set_reset")) {
            facts.add(String.format("%s setting 0x%04x", name, code(row[126])));
        } else if (name.equals("name_set")) {
            facts.add("name_set name " + row[15]);
        }
    }

    private static String clock(String[] row) {
        Object[] parts = new Object[6];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = code(row[16 + part]) % 100;
        }
        return String.format("%02d-%02d-%02dT%02d:%02d:%02d", parts);
    }

    private static void response(String[] row, List<String> facts, List<String> once) {
        switch (name(row[5])) {
            case "controller_data_read" -> {
                once(row, 44, "model", once);
                once(row, 45, "firmware", once);
            }
            case "connection_data_read" -> {
                once.add("slot " + code(row[62]));
                once(row, 63, "model", once);
            }
            case "controller_status_read" -> {
                facts.add("controller/status = " + row[64].replaceAll(" .*", "").toLowerCase(Locale.ROOT));
                facts.add("controller/mode = " + row[65].replaceAll(" .*", "").toLowerCase(Locale.ROOT));
            }
            case "cycle_time_read" -> {
                facts.add("cycle_time/average = " + row[72]);
                facts.add("cycle_time/max = " + row[73]);
                facts.add("cycle_time/min = " + row[74]);
            }
            case "clock_read" -> facts.add("clock = " + clock(row));
            default -> {
                // its outcome is in the general log
            }
        }
    }

    private static void once(String[] row, int column, String field, List<String> facts) {
        if (!BareLog.cell(row, column).isEmpty()) {
            facts.add(field + " " + row[column].strip());
        }
    }

    private static void file(String[] row, List<String> facts) {
        if (!BareLog.cell(row, 6).startsWith("Command")) {
            return;
        }
        String name = name(row[5]);
        if (!name.equals("file_delete")) { // a line for each file
            number(row, 8, "disk_no", facts);
            number(row, 28, "disk_no", facts);
            number(row, 30, "disk_no", facts);
            number(row, 39, "program_number", facts);
        }
        for (int column : List.of(23, 29, 31, 32, 33)) {
            if (!BareLog.cell(row, column).isEmpty()) {
                facts.add(name + " file " + row[column]);
            }
        }
        if (name.endsWith("area_file_transfer")) {
            facts.add(name + " transfer " + code(row[27]));
        }
    }
}
