package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.mqtt.MqttDecoder;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Zeek, Suricata and nDPI say of their MQTT captures, and what we say; Wireshark: {@link MqttWireshark}. */
class MqttConformanceTest {
    private static final double AGREEMENT_MIN = 0.995;

    private static CaptureRun run(Path capture) throws IOException {
        return new CaptureRun(capture, List.of(new MqttDecoder()));
    }

    private static List<Path> captures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(pcap|pcapng)(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    private static String label(Path capture) {
        return capture.subpath(capture.getNameCount() - 2, capture.getNameCount())
                .toString();
    }

    @Test
    void agrees_with_zeek() throws IOException {
        Path zeek = SharedData.folder("decode/mqtt/zeek");
        Path logs = zeek.resolve("Baseline/scripts.base.protocols.mqtt.mqtt");
        List<String> expected = new ArrayList<>();
        for (String[] row : SharedData.zeekRows(logs.resolve("mqtt_connect.log"))) {
            expected.add(row[3] + " connect " + row[6] + " " + row[7] + " " + row[8] + " "
                    + row[9].equals("Connection Accepted"));
        }
        for (String[] row : SharedData.zeekRows(logs.resolve("mqtt_publish.log"))) {
            expected.add(row[3] + " publish " + row[6].equals("T") + " retain " + row[7].equals("T") + " " + row[10]
                    + " " + row[12]);
        }
        for (String[] row : SharedData.zeekRows(logs.resolve("mqtt_subscribe.log"))) {
            expected.add(row[3] + " subscribe " + row[7] + " " + row[8] + " granted " + row[9]);
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : run(zeek.resolve("Traces/mqtt.pcap")).operations()) {
            Operation operation = seen.operation();
            String start = seen.connection().originator().port() + " " + operation.name() + " ";
            switch (operation.name()) {
                case "connect" ->
                    ours.add(
                            start + operation.attribute("proto_name") + " " + operation.attribute("proto_version") + " "
                                    + operation.attribute("client_id") + " "
                                    + (seen.outcome().kind() == Outcome.Kind.SUCCEEDED));
                case "publish" ->
                    ours.add(start + operation.attribute("from_client") + " retain " + operation.attribute("retain")
                            + " " + operation.attribute("topic") + " " + operation.attribute("payload_len"));
                case "subscribe" ->
                    ours.add(start + operation.attribute("topic") + " " + operation.attribute("qos") + " granted "
                            + operation.attribute("granted_qos"));
                default -> {
                    // Zeek writes no log of them
                }
            }
        }
        Agreement agreement = new Agreement("mqtt-zeek");
        agreement.compare("zeek mqtt.pcap", expected, ours);
        agreement.write();
        assertThat(agreement.expected()).isEqualTo(6);
        assertThat(agreement.ratio()).isEqualTo(1);
    }

    /** Counts that the checks of a Suricata test state per topic or client id. */
    private static final Pattern CHECK = Pattern.compile(
            "mqtt\\.(connect\\.client_id|connect\\.protocol_version|publish\\.topic|publish\\.skipped_length):"
                    + " *\"?([^\"\n"
                    + "]*)\"?");

    @Test
    void agrees_with_suricata() throws IOException {
        Path suricata = SharedData.folder("decode/mqtt/suricata-verify");
        Agreement agreement = new Agreement("mqtt-suricata");
        for (Path capture : captures(suricata)) {
            List<String> stated = new ArrayList<>();
            String yaml = Files.readString(capture.resolveSibling("test.yaml"));
            for (String block : yaml.split("- filter:", -1)) {
                Matcher count = Pattern.compile("count: (\\d+)").matcher(block);
                Matcher check = CHECK.matcher(block);
                while (count.find(0) && block.contains("event_type: mqtt") && check.find()) {
                    for (int each = Integer.parseInt(count.group(1)); each > 0; each--) {
                        stated.add(check.group(1) + " " + check.group(2).strip());
                    }
                }
            }
            List<String> ours = new ArrayList<>();
            for (OperationSeen seen : run(capture).operations()) {
                Operation operation = seen.operation();
                if (operation.name().equals("connect")) {
                    ours.add("connect.client_id " + operation.attribute("client_id"));
                    ours.add("connect.protocol_version "
                            + switch (operation.attribute("proto_version")) {
                                case "3.1" -> "3";
                                case "3.1.1" -> "4";
                                case "5.0" -> "5";
                                default -> "?";
                            });
                } else if (operation.name().equals("publish")) {
                    ours.add("publish.topic " + operation.attribute("topic"));
                }
            }
            stated.removeIf(fact -> fact.startsWith("publish.skipped_length"));
            ours.removeIf(fact -> !stated.contains(fact)); // their checks do not name everything
            agreement.compare(label(capture), stated, ours);
        }
        agreement.write();
        assertThat(agreement.expected()).isGreaterThan(30);
        assertThat(agreement.ratio()).isGreaterThanOrEqualTo(AGREEMENT_MIN);
    }

    @Test
    void tells_the_events_that_suricata_tells() throws IOException {
        Path suricata = SharedData.folder("decode/mqtt/suricata-verify");
        Map<String, String> events = Map.of(
                "mqtt-events-invalid-qos", "invalid-qos",
                "mqtt-events-unassigned-msgtype", "unassigned-type");
        for (Map.Entry<String, String> event : events.entrySet()) {
            CaptureRun run = run(suricata.resolve(event.getKey()).resolve("input.pcap"));
            assertThat(run.anomalies().stream().map(seen -> seen.anomaly().code()))
                    .as(event.getKey())
                    .containsOnlyOnce(event.getValue());
        }
    }

    @Test
    void recognises_the_connections_that_ndpi_recognises() throws IOException {
        Path ndpi = SharedData.folder("decode/mqtt/ndpi");
        for (Path capture : captures(ndpi)) {
            String name = capture.getFileName().toString().replace(".gz", "");
            long expected = SharedData.lines(ndpi.resolve(name + ".out")).stream()
                    .filter(line -> line.contains("/MQTT]["))
                    .count();
            long ours = run(capture).connections().stream()
                    .filter(seen -> seen.phase() == ConnectionSeen.Phase.RECOGNISED)
                    .count();
            assertThat(expected).isPositive();
            assertThat(ours).as(name).isEqualTo(expected);
        }
    }
}
