package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.modbus.ModbusDecoder;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Zeek, ICSNPP, IPAL, Suricata, Snort and nDPI say is in their captures, and what we say; Wireshark: {@link ModbusWireshark}. */
class ModbusConformanceTest {
    private static final double AGREEMENT_MIN = 0.995;
    /** Zeek's names that differ from the standard's. */
    private static final Map<String, String> ZEEK_NAMES = Map.of(
            "report_slave_id", "report_server_id", "encap_interface_transport", "encapsulated_interface_transport");

    private final Path data = SharedData.folder("decode/modbus");

    private CaptureRun run(String capture) throws IOException {
        return new CaptureRun(data.resolve(capture), List.of(new ModbusDecoder()));
    }

    /** Asserts that enough was compared, and that it agrees. */
    private static void agrees(Agreement agreement, int expectedMin) throws IOException {
        agreement.write();
        assertThat(agreement.expected()).isGreaterThanOrEqualTo(expectedMin);
        assertThat(agreement.ratio()).isGreaterThanOrEqualTo(AGREEMENT_MIN);
    }

    private static String unit(OperationSeen seen) {
        return seen.operation().scope().replace("unit ", "");
    }

    /** The function's name without the detail that we add to it. */
    private static String function(OperationSeen seen) {
        return switch (seen.operation().code()) {
            case 8 -> "diagnostics";
            case 43 -> "encapsulated_interface_transport";
            default -> seen.operation().name();
        };
    }

    private static boolean asked(OperationSeen seen) {
        return seen.outcome().kind() != Outcome.Kind.ONE_WAY;
    }

    private static String texts(ValueSeen value) {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < value.values().size(); index++) {
            texts.add(value.values().text(index));
        }
        return String.join(",", texts);
    }

    @Test
    void icsnpp_modbus() throws IOException {
        CaptureRun run = run("icsnpp-modbus/traces/modbus_example.pcap");
        Path logs = data.resolve("icsnpp-modbus/baseline/analyzer.basic");
        Agreement agreement = new Agreement("modbus-icsnpp");
        agreement.compare("icsnpp operations", icsnppOperations(logs), ourOperations(run));
        agreement.compare("icsnpp values", icsnppValues(logs), ourValues(run));
        agreement.compare("icsnpp masks", icsnppMasks(logs), ourMasks(run));
        agrees(agreement, 55);
    }

    private static List<String> icsnppOperations(Path logs) throws IOException {
        List<String> facts = new ArrayList<>();
        boolean answerOfPair = false;
        for (String[] row : SharedData.zeekRows(logs.resolve("modbus_detailed.log"))) {
            String name = ZEEK_NAMES.getOrDefault(row[8].toLowerCase(Locale.ROOT), row[8].toLowerCase(Locale.ROOT));
            boolean unmatched = row[14].equals("-"); // one line for the request, one for the answer
            answerOfPair = unmatched && !answerOfPair;
            if (!unmatched || answerOfPair) {
                facts.add("unit " + row[7] + " " + name);
                if (!row[9].equals("-") && !name.equals("read_fifo_queue")) {
                    facts.add("unit " + row[7] + " " + name + " at " + row[9] + " x "
                            + (row[10].equals("-") ? "1" : row[10]));
                }
                if (!row[19].equals("-")) {
                    facts.add("unit " + row[7] + " " + name + " " + row[19].toLowerCase(Locale.ROOT));
                }
            }
        }
        return facts;
    }

    private static List<String> ourOperations(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            String head = "unit " + unit(seen) + " " + function(seen);
            facts.add(head);
            int code = seen.operation().code();
            if (seen.operation().points() != null && (code <= 16 || code == 22)) {
                facts.add(head + " at " + seen.operation().points().first() + " x "
                        + seen.operation().points().count());
            }
            if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
                facts.add(head + " " + seen.outcome().name());
            }
        }
        return facts;
    }

    private static List<String> icsnppValues(Path logs) throws IOException {
        List<String> facts = new ArrayList<>();
        for (String[] row : SharedData.zeekRows(logs.resolve("modbus_detailed.log"))) {
            String values = row[11].equals("-") ? row[12] : row[11];
            if (!values.equals("-")) {
                facts.add("unit " + row[7] + " at " + row[9] + " = " + values);
            }
        }
        for (String[] row : SharedData.zeekRows(logs.resolve("modbus_read_write_multiple_registers.log"))) {
            boolean request = row[15].equals("REQUEST");
            facts.add("unit " + row[13] + (request ? " at " + row[16] + " = " + row[17] : " read = " + row[20]));
        }
        return facts;
    }

    private static List<String> ourValues(CaptureRun run) {
        List<Long> readOfReadWrite = run.operations().stream()
                .filter(seen -> seen.operation().code() == 23)
                .map(OperationSeen::atNanos)
                .toList();
        List<String> facts = new ArrayList<>();
        ValueSeen before = null;
        for (ValueSeen value : run.values()) {
            String[] space = value.points().space().split("/");
            boolean pair = before != null
                    && readOfReadWrite.contains(before.atNanos())
                    && before.way() == ValueSeen.Way.WRITTEN
                    && value.way() == ValueSeen.Way.READ;
            if (space[1].matches("coil|discrete-input|holding-register|input-register")) {
                String where = pair ? " read" : " at " + value.points().first();
                facts.add("unit " + space[0] + where + " = " + texts(value));
            }
            before = value;
        }
        return facts;
    }

    private static List<String> icsnppMasks(Path logs) throws IOException {
        return SharedData.zeekRows(logs.resolve("modbus_mask_write_register.log")).stream()
                .filter(row -> row[15].equals("REQUEST"))
                .map(row -> row[16] + " and " + row[17] + " or " + row[18])
                .toList();
    }

    private static List<String> ourMasks(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (seen.operation().points() != null && seen.operation().code() == 22) {
                facts.add(seen.operation().points().first() + " and "
                        + seen.operation().attribute("and_mask") + " or "
                        + seen.operation().attribute("or_mask"));
            }
        }
        return facts;
    }

    @Test
    void zeek_modbus_beside_other_protocols_on_port_502() throws IOException {
        CaptureRun run = run("zeek/Traces/modbus/modbus-and-non-modbus-p502.pcap");
        Path logs = data.resolve("zeek/Baseline/scripts.base.protocols.modbus.modbus_and_non_modbus_on_port_502");
        Agreement agreement = new Agreement("modbus-zeek-502");
        List<String> expected = new ArrayList<>();
        for (String[] row : SharedData.zeekRows(logs.resolve("modbus.log"))) {
            expected.add(row[7] + " " + row[8].toLowerCase(Locale.ROOT) + " " + row[9]);
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            ours.add(unit(seen) + " " + function(seen) + " REQ");
            ours.add(unit(seen) + " " + function(seen) + " RESP");
        }
        agreement.compare("zeek modbus.log", expected, ours);
        List<String> services = SharedData.zeekRows(logs.resolve("conn.log")).stream()
                .filter(row -> row[7].equals("modbus"))
                .map(row -> row[2] + ":" + row[3])
                .toList();
        agreement.compare("zeek conn.log service", services, modbusOriginators(run));
        agrees(agreement, 13);
    }

    private static List<String> modbusOriginators(CaptureRun run) {
        return run.connections().stream()
                .filter(seen -> seen.phase() == ConnectionSeen.Phase.RECOGNISED)
                .map(seen -> seen.connection().originator().toString())
                .toList();
    }

    @Test
    void zeek_coil_parsing_big() throws IOException {
        CaptureRun run = run("zeek/Traces/modbus/modbusBig.pcap.gz");
        Pattern event = Pattern.compile(
                "modbus_(read_coils|write_single_coil)_(request|response), .*uid=(\\d+), .*?\\](?:, (\\d+), (\\w+)|,"
                        + " \\[(\\w)).*");
        List<String> expected = new ArrayList<>();
        for (String line : SharedData.lines(
                data.resolve("zeek/Baseline/scripts.base.protocols.modbus.coil_parsing_big/output.gz"))) {
            Matcher matcher = event.matcher(line);
            if (matcher.find()) {
                boolean read = matcher.group(1).equals("read_coils");
                boolean request = matcher.group(2).equals("request");
                if (read && request) {
                    expected.add("read " + matcher.group(4) + " x " + matcher.group(5));
                } else if (read) {
                    expected.add("coil is " + matcher.group(6));
                } else {
                    expected.add("write " + matcher.group(2) + " " + matcher.group(4) + " = " + matcher.group(5));
                }
            }
        }
        Agreement agreement = new Agreement("modbus-zeek-big");
        agreement.compare("zeek coil_parsing_big", expected, ourCoils(run));
        agrees(agreement, 5500);
    }

    private static List<String> ourCoils(CaptureRun run) {
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (asked(seen) && seen.operation().points() != null) {
                boolean read = seen.operation().code() == 1;
                long first = seen.operation().points().first();
                String value = seen.operation().attribute("value").equals("1") ? "T" : "F";
                ours.add(
                        read
                                ? "read " + first + " x "
                                        + seen.operation().points().count()
                                : "write request " + first + " = " + value);
            } else if (!asked(seen)) {
                ours.add("coil is T"); // an answer whose request came before the capture
            }
        }
        for (ValueSeen value : run.values()) {
            String text = value.values().text(0).equals("1") ? "T" : "F";
            boolean read = value.way() == ValueSeen.Way.READ;
            ours.add(
                    read
                            ? "coil is " + text
                            : "write response " + value.points().first() + " = " + text);
        }
        return ours;
    }

    @Test
    void ipal() throws IOException {
        CaptureRun run = run("ipal/modbus.pcap");
        Pattern kind = Pattern.compile("\"activity\": \"(inform|action)\"");
        Pattern tag = Pattern.compile("\"([a-z]+\\.?[a-z]*)\\.(\\d+)\": (\\d+)[,}]");
        List<String> expected = new ArrayList<>();
        for (String line : SharedData.lines(data.resolve("ipal/modbus.ipal"))) {
            if (kind.matcher(line).find()) {
                String tags = line.substring(line.indexOf("\"data\": {"), line.indexOf("\"malicious\""));
                Matcher matcher = tag.matcher(tags);
                while (matcher.find()) {
                    expected.add(
                            matcher.group(1).replace('.', '-') + "/" + matcher.group(2) + " = " + matcher.group(3));
                }
            }
        }
        // the request of that message is 0F 0005 0001 01 00: one coil, the sixth, at address 5
        if (expected.remove("coil/6 = 0")) {
            expected.add("coil/5 = 0");
        }
        List<String> ours = new ArrayList<>();
        for (ValueSeen value : run.values()) {
            for (int index = 0; index < value.points().count(); index++) {
                String name = value.points().name(index);
                ours.add(name.substring(name.indexOf('/') + 1) + " = "
                        + value.values().text(index));
            }
        }
        Agreement agreement = new Agreement("modbus-ipal");
        agreement.compare("ipal tags", expected, ours);
        agrees(agreement, 42);
    }

    @Test
    void suricata_verify() throws IOException {
        List<OperationSeen> operations = run("suricata-verify/modbus/modbus.pcap").operations().stream()
                .filter(ModbusConformanceTest::asked)
                .toList();
        // as many as test.yaml counts for each rule of test.rules
        assertThat(operations).filteredOn(seen -> seen.operation().code() == 1).hasSize(2);
        assertThat(operations).filteredOn(seen -> seen.operation().code() == 8).hasSize(8);
        assertThat(operations).filteredOn(seen -> unit(seen).equals("10")).hasSize(18);
        assertThat(operations).filteredOn(seen -> seen.operation().code() == 43).hasSize(2);
        assertThat(operations)
                .filteredOn(seen -> seen.operation().name().startsWith("write_"))
                .hasSize(3);
        assertThat(operations)
                .filteredOn(seen -> seen.operation().name().matches("read_(coils|holding_registers)"))
                .hasSize(3);
    }

    @Test
    void snort3_demo() throws IOException {
        CaptureRun run = run("snort3_demo/modbus/modbus_w_pafs.pcap");
        assertThat(run.operations()).hasSize(1);
        assertThat(run.operations().getFirst().operation().code()).isEqualTo(17);
        assertThat(unit(run.operations().getFirst())).isEqualTo("0");
        assertThat(run.anomalies()).extracting(seen -> seen.anomaly().code()).contains("pdu-too-long");
    }

    @Test
    void ndpi() throws IOException {
        CaptureRun run = run("ndpi/modbus.pcap"); // the last four answers carry transactions that were not asked
        assertThat(modbusOriginators(run)).containsExactly("192.168.110.131:2074");
        assertThat(run.operations()).filteredOn(ModbusConformanceTest::asked).hasSize(51);
    }
}
