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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Zeek's printed events, Suricata, Snort and nDPI say of single captures; what all others say stands in the one table. */
class ModbusConformanceTest {
    private static final double AGREEMENT_MIN = 0.995;

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

    private static boolean asked(OperationSeen seen) {
        return seen.outcome().kind() != Outcome.Kind.ONE_WAY;
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
