package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.evidence.FrameRing;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder under {@code src/test/scenarios}: the capture is judged by what {@code normal.pcap.gz} teaches, and must give
 * the observations and alerts written beside it. {@code -Dscenarios=write} writes what came out, to be read before it is
 * committed.
 */
class ScenarioTest {
    private static final int SCENARIOS_MIN = 38;
    private static final Path FOLDER = Path.of("src/test/scenarios");
    private static final Path NORMAL = FOLDER.resolve("normal.pcap.gz");
    private static final String QUIET = "-quiet";
    private static final Pattern TYPE = Pattern.compile("`([^`]+)`");

    @TestFactory
    Stream<DynamicTest> every_scenario() throws IOException {
        List<Path> scenarios = scenarios();
        assertThat(scenarios).hasSizeGreaterThanOrEqualTo(SCENARIOS_MIN);
        return scenarios.stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> play(folder)));
    }

    @Test
    void every_scenario_has_a_quiet_twin() throws IOException {
        for (Path folder : scenarios()) {
            String name = folder.getFileName().toString();
            String twin = name.endsWith(QUIET) ? name.substring(0, name.length() - QUIET.length()) : name + QUIET;
            assertThat(FOLDER.resolve(twin)).isDirectory();
        }
    }

    @Test
    void normal_operation_raises_nothing_when_seen_again() throws IOException {
        assertThat(alerts(List.of(NORMAL), NORMAL)).isEmpty();
    }

    private static List<Path> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void play(Path folder) throws IOException {
        Path capture = folder.resolve("capture.pcap.gz");
        List<Alert> alerts = alerts(List.of(NORMAL), capture);
        String about = Files.readAllLines(folder.resolve("README.md")).get(0);
        String[] types =
                TYPE.matcher(about).results().map(type -> type.group(1)).toArray(String[]::new);
        if (folder.toString().endsWith(QUIET)) {
            assertThat(alerts.stream().map(ScenarioTest::line)).isEmpty();
        } else {
            assertThat(alerts.stream().map(Alert::type)).containsOnly(types);
        }
        agree(
                folder.resolve("alerts.txt"),
                alerts.stream().map(ScenarioTest::line).toList());
        agree(folder.resolve("observations.txt"), observations(capture));
    }

    private static void agree(Path expected, List<String> lines) throws IOException {
        if ("write".equals(System.getProperty("scenarios"))) {
            Files.write(expected, lines);
        }
        assertThat(lines).as(expected.toString()).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    private static List<Alert> alerts(List<Path> learn, Path capture) throws IOException {
        Map<String, Alert> latest = new LinkedHashMap<>();
        ReplayCommand.judge(
                new AgentIdentity("agent-1", "north"), learn, List.of(capture), alert -> latest.put(alert.id(), alert));
        return new ArrayList<>(latest.values());
    }

    private static String line(Alert alert) {
        int packets = alert.evidence() == null ? 0 : alert.evidence().packets();
        return String.join(
                " | ",
                alert.severity() + " " + alert.type() + " x" + alert.count(),
                party(alert.originator()) + " > " + party(alert.responder()),
                "expected: " + alert.expected().summary(),
                "seen: " + alert.seen().summary(),
                packets > 0 ? "with packets" : "without packets");
    }

    private static String party(@Nullable Party party) {
        return party == null ? "-" : party.address();
    }

    /** The facts of a capture without their times, each with how often it was told. */
    private static List<String> observations(Path capture) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (PcapFileSource source = new PcapFileSource(capture, Replay.FULL_SPEED);
                Lane lane = new Lane(new FrameRing(), seen -> describe(seen, counts), Meters.create())) {
            lane.play(source);
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " x" + entry.getValue())
                .toList();
    }

    private static void describe(Observation observation, Map<String, Integer> counts) {
        String text = switch (observation) {
            case ConnectionSeen seen -> who(seen.connection()) + " connection " + seen.phase();
            case OperationSeen seen ->
                who(seen.connection()) + " " + seen.from() + " "
                        + seen.operation().access() + " "
                        + seen.operation().protocol() + " " + seen.operation().name() + " "
                        + (seen.operation().points() == null
                                ? ""
                                : seen.operation().points()) + " "
                        + seen.outcome();
            case ValueSeen seen -> who(seen.connection()) + " value " + seen.way() + " " + seen.points();
            case IdentitySeen seen -> "identity " + seen.asset().address() + " " + seen.source() + " " + seen.facts();
            case AnomalySeen seen ->
                "anomaly " + seen.anomaly().protocol() + " " + seen.anomaly().code() + " " + seen.detail();
            case TimePassed _, AgentSeen _ -> "";
        };
        if (!text.isEmpty()) {
            counts.merge(text, 1, Integer::sum);
        }
    }

    private static String who(Connection connection) {
        return connection.originator().address() + " > "
                + connection.responder().address() + ":"
                + connection.responder().port();
    }
}
