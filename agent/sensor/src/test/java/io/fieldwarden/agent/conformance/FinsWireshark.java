package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** FINS frames as Wireshark reads them: commands, end codes, points, values read, modes and identities. */
public final class FinsWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "omron.icf",
            "omron.command",
            "omron.response.code",
            "omron.dna",
            "omron.da1",
            "omron.da2",
            "omron.memory.area.read",
            "omron.memory.address",
            "omron.memory.address.bits",
            "omron.memory.numitems",
            "omron.program_number",
            "omron.mode_code",
            "omron.disk_no",
            "omron.file_data.filename",
            "omron.controller.model",
            "omron.controller.version",
            "omron.model_number",
            "omron.tcp.command",
            "omron.tcp.client_node_address",
            "omron.tcp.server_node_address",
            "omron.response.data",
            "omron.error_reset_fals_no",
            "udp.payload");
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x0101, "memory_area_read"),
            Map.entry(0x0102, "memory_area_write"),
            Map.entry(0x0103, "memory_area_fill"),
            Map.entry(0x0104, "multiple_memory_area_read"),
            Map.entry(0x0105, "memory_area_transfer"),
            Map.entry(0x0304, "program_area_protect"),
            Map.entry(0x0305, "program_area_protect_clear"),
            Map.entry(0x0306, "program_area_read"),
            Map.entry(0x0307, "program_area_write"),
            Map.entry(0x0308, "program_area_clear"),
            Map.entry(0x0401, "run"),
            Map.entry(0x0402, "stop"),
            Map.entry(0x0403, "reset"),
            Map.entry(0x0501, "controller_data_read"),
            Map.entry(0x0502, "connection_data_read"));
    private static final List<String> MODES = List.of("program", "debug", "monitor", "3", "run");

    @Override
    public String protocol() {
        return "fins";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("omron");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> once = new ArrayList<>();
        Tshark.rows(subject.file(), "omron", FIELDS, row -> {
            if (row[0].isEmpty()) {
                nodes(row, theirs, once);
            } else {
                frame(row, theirs, once);
            }
        });
        theirs.addAll(FinsFacts.once(once));
        return new Facts(theirs, ours(subject));
    }

    private static void nodes(String[] row, List<String> facts, List<String> once) {
        if (row[17].isEmpty()) {
            return;
        }
        if (number(row[17]) == 0) {
            facts.add("hello from " + number(row[18]));
        } else if (number(row[17]) == 1) {
            once.add("node " + number(row[18]));
            once.add("node " + number(row[19]));
        }
    }

    /** Wireshark names nothing in these columns: the number stands for it, and a name for the most important. */
    private static String name(int code) {
        return NAMES.getOrDefault(code, String.format("0x%04x", code));
    }

    private static void frame(String[] row, List<String> facts, List<String> once) {
        int command = Integer.decode(row[1]);
        String name = name(command);
        boolean response = (Integer.decode(row[0]) & 0x40) != 0;
        if (!response) {
            facts.add(FinsFacts.command(name, number(row[3]) + "." + number(row[4]) + "." + number(row[5])));
            if (command < 0x0200) {
                points(row, name, facts);
            }
            each(row[10], name + " program_number ", facts);
            if (command != 0x2205) {
                each(row[12], name + " disk_no ", facts);
            }
            texts(row[13], name + " file ", facts);
            each(row[21], name + " error_reset_fal_no ", facts);
            if (!row[11].isEmpty()) {
                facts.add(name + " mode_code " + MODES.get(number(row[11])));
            }
            return;
        }
        boolean givenUp =
                row[2].isEmpty() && row[22].length() >= 28; // a response too short: the end code is in its bytes
        if (givenUp || !row[2].isEmpty()) {
            facts.add(FinsFacts.response(name, Integer.decode(givenUp ? "0x" + row[22].substring(24, 28) : row[2])));
        }
        texts(row[14], "model ", once);
        texts(row[15], "firmware ", once);
        texts(row[16], "model ", once);
        boolean data = command == 0x0101 && number(row[2].split(",", 2)[0]) == 0 && !row[20].isEmpty();
        if (data) {
            facts.add("data " + row[20].replace(":", "").toLowerCase(Locale.ROOT));
        }
    }

    private static void points(String[] row, String name, List<String> facts) {
        String[] areas = row[6].split(",");
        String[] words = row[7].split(",");
        String[] bits = row[8].split(",");
        for (int index = 0; index < areas.length && !row[6].isEmpty() && index < words.length; index++) {
            int address = number(words[index]) << 8 | (index < bits.length ? number(bits[index]) : 0);
            facts.add(FinsFacts.area(name, number(areas[index]), address));
        }
        each(row[9], name + " count ", facts);
    }

    private static int number(String shown) {
        return shown.isEmpty() ? 0 : Integer.decode(shown);
    }

    private static void each(String shown, String prefix, List<String> facts) {
        for (String value : shown.isEmpty() ? new String[0] : shown.split(",")) {
            facts.add(prefix + number(value));
        }
    }

    private static void texts(String shown, String prefix, List<String> facts) {
        for (String value : shown.isEmpty() ? new String[0] : shown.split(",")) {
            facts.add(prefix + value.strip());
        }
    }

    private static List<String> ours(Subject subject) throws IOException {
        Map<String, String> shown = new java.util.HashMap<>();
        subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("fins"))
                .forEach(seen ->
                        shown.put(seen.operation().name(), name(seen.operation().code())));
        List<String> facts = new ArrayList<>();
        for (String fact : FinsFacts.frames(subject)) {
            String[] words = fact.split(" ", 3);
            facts.add(words[0] + " " + shown.get(words[1]) + " " + words[2]);
        }
        for (String fact : FinsFacts.fields(subject)) {
            String[] words = fact.split(" ", 3);
            if (words[1].equals("client_node_address")) {
                facts.add("hello from " + words[2]);
            } else if (List.of("area", "count", "program_number", "disk_no", "file", "mode_code", "error_reset_fal_no")
                    .contains(words[1])) {
                facts.add(shown.get(words[0]) + " " + words[1] + " " + words[2]);
            }
        }
        FinsFacts.identities(subject).stream()
                .filter(fact -> !fact.startsWith("slot"))
                .forEach(facts::add);
        facts.addAll(nodes(subject));
        facts.addAll(read(subject));
        return facts;
    }

    private static List<String> nodes(Subject subject) throws IOException {
        List<String> nodes = new ArrayList<>();
        subject.run().identities().stream()
                .filter(seen -> seen.source().equals("fins"))
                .flatMap(seen -> seen.facts().stream())
                .filter(fact -> fact.name().equals("node") && !fact.value().contains("."))
                .forEach(fact -> nodes.add("node " + fact.value()));
        return FinsFacts.once(nodes);
    }

    /** Values of runs that were read, as the bytes of the response. */
    private static List<String> read(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (ValueSeen seen : subject.run().values()) {
            boolean run = seen.connection().protocol().equals("fins")
                    && !seen.points().isNamed();
            if (run && seen.way() == ValueSeen.Way.READ) {
                boolean bytes = seen.points().space().contains(".");
                StringBuilder text = new StringBuilder("data ");
                for (int index = 0; index < seen.values().size(); index++) {
                    int value = (int) seen.values().number(index);
                    text.append(String.format(bytes ? "%02x" : "%04x", value));
                }
                facts.add(text.toString());
            }
        }
        return facts;
    }
}
