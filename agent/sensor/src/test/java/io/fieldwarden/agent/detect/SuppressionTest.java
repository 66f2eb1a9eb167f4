package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.policy.Network;
import io.fieldwarden.agent.policy.Policy;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One situation is one alert with a count, through time, floods and restarts. */
class SuppressionTest {
    private static final String STRANGER = "10.0.3.99";

    private static Traffic learned() {
        Traffic traffic = new Traffic();
        Plant.normal(traffic);
        return traffic.pass(10);
    }

    private static List<Alert> judge(Traffic traffic) {
        return Plant.judge(traffic.all(), DetectSettings.DEFAULT);
    }

    private static void write(Traffic traffic, int times) {
        Connection connection = traffic.tcp(Traffic.VIEWER, Traffic.PLC, 502, "modbus");
        for (int round = 0; round < times; round++) {
            traffic.operation(connection, Traffic.write(5, 1), Outcome.SUCCEEDED);
        }
    }

    @Test
    void a_thousand_sightings_are_one_alert_with_few_revisions() {
        Traffic traffic = learned();
        write(traffic, 500);
        traffic.pass(5);
        write(traffic, 500);
        traffic.pass(300);
        List<Alert> told = judge(traffic);
        assertThat(told).extracting(Alert::revision).containsExactly(0, 1, 2);
        assertThat(Plant.latest(told)).singleElement().satisfies(alert -> {
            assertThat(alert.count()).isEqualTo(1000);
            assertThat(alert.expected().summary())
                    .startsWith("Learned writers: 10.0.3.10 (30")
                    .contains("writes since");
            assertThat(alert.seen().summary())
                    .isEqualTo("Device 10.0.3.17 was written by 10.0.3.11, which has never written to it: "
                            + "write_multiple_registers unit 1 holding-register:5.");
        });
        assertThat(told.get(0).evidence()).isNotNull();
        assertThat(told.get(1).evidence()).as("packets that followed").isNotNull();
        assertThat(told.get(2).evidence()).as("a count needs no packets again").isNull();
    }

    @Test
    void the_first_sighting_is_told_at_once() {
        Traffic traffic = learned();
        write(traffic, 1);
        List<Alert> told = new ArrayList<>();
        try (Detection detection = Plant.detection(Plant.baseline(), DetectSettings.DEFAULT, told::add)) {
            traffic.all().forEach(detection::observe);
            assertThat(told).extracting(Alert::type).containsExactly("ot.unauthorised-write");
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void a_rule_speaks_again_after_a_quiet_hour_and_what_is_unlearned_after_a_day() {
        Traffic traffic = learned();
        for (int round = 0; round < 2; round++) {
            write(traffic, 1);
            for (int port = 1; port <= 30; port++) {
                traffic.refused(Traffic.HMI, Traffic.OFFICE, port);
            }
            traffic.pass(3700);
        }
        List<Alert> latest = Plant.latest(judge(traffic));
        assertThat(latest).filteredOn(alert -> alert.type().equals("scan.port")).hasSize(2);
        assertThat(latest)
                .filteredOn(alert -> alert.type().equals("ot.unauthorised-write"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(2L);
    }

    @Test
    void a_restart_goes_on_with_the_same_alert() {
        Traffic traffic = learned();
        write(traffic, 3);
        traffic.pass(30);
        int restart = traffic.all().size();
        write(traffic, 2);
        traffic.pass(300);
        List<Alert> before = new ArrayList<>();
        byte[] snapshot;
        try (Detection detection = Plant.detection(Plant.baseline(), DetectSettings.DEFAULT, before::add)) {
            traffic.all().subList(0, restart).forEach(detection::observe);
            detection.close();
            snapshot = detection.snapshot();
        }
        Baseline restored = Plant.baseline();
        restored.restore(snapshot);
        List<Alert> after = new ArrayList<>();
        try (Detection detection = Plant.detection(restored, DetectSettings.DEFAULT, after::add)) {
            traffic.all().subList(restart, traffic.all().size()).forEach(detection::observe);
        }
        assertThat(Plant.latest(before)).hasSize(1);
        assertThat(after).isNotEmpty();
        assertThat(after).extracting(Alert::id).containsOnly(before.getFirst().id());
        assertThat(after.getFirst().revision()).isGreaterThan(before.getLast().revision());
        assertThat(after.getLast().count()).isEqualTo(5);
        assertThat(after.getLast().firstSeen()).isEqualTo(before.getFirst().firstSeen());
    }

    @Test
    void a_scan_is_one_alert_and_its_conversations_are_counted_on_it() {
        Traffic traffic = learned();
        for (int host = 1; host <= 200; host++) {
            traffic.tcp(Traffic.OFFICE, "10.0.5." + host, 502, "");
        }
        traffic.pass(120);
        List<Alert> latest = Plant.latest(judge(traffic));
        assertThat(latest).extracting(Alert::type).containsExactly("scan.address");
        assertThat(latest.getFirst().seen().values())
                .contains(
                        "also comm.new-asset, 200 times",
                        "also comm.new-link, 200 times",
                        "also comm.new-service, 200 times");
    }

    @Test
    void a_scanner_found_while_learning_does_not_become_normal() {
        Traffic traffic = new Traffic();
        traffic.pass(5);
        traffic.tcp(STRANGER, Traffic.PLC, 502, "modbus");
        for (int port = 1; port <= 40; port++) {
            traffic.refused(STRANGER, Traffic.PLC, port);
        }
        traffic.tcp(STRANGER, Traffic.PLC, 502, "modbus");
        Plant.normal(traffic);
        traffic.tcp(STRANGER, Traffic.PLC, 502, "modbus");
        traffic.pass(60);
        List<Alert> latest = Plant.latest(judge(traffic));
        assertThat(latest).extracting(Alert::type).containsExactly("scan.port", "comm.new-asset");
    }

    @Test
    void rules_fire_while_learning_and_the_baseline_is_silent() {
        Traffic traffic = new Traffic();
        traffic.pass(3);
        Connection connection = traffic.tcp(STRANGER, Traffic.BROKER, 1883, "mqtt");
        traffic.operation(connection, Traffic.connect("spy", true), Outcome.SUCCEEDED);
        traffic.operation(connection, Traffic.subscribe("#"), Outcome.SUCCEEDED);
        traffic.pass(10);
        assertThat(Plant.latest(judge(traffic)))
                .extracting(Alert::type)
                .containsExactlyInAnyOrder("mqtt.cleartext-credentials", "mqtt.wildcard-subscribe");
    }

    @Test
    void an_intruder_gives_few_alerts_that_each_say_something_new() {
        Traffic traffic = learned();
        for (int port = 1; port <= 100; port++) {
            traffic.refused(STRANGER, Traffic.PLC, port);
        }
        Connection modbus = traffic.tcp(STRANGER, Traffic.PLC, 502, "modbus");
        traffic.operation(modbus, Traffic.read(0, 100), Outcome.SUCCEEDED);
        traffic.operation(modbus, Traffic.read(100, 100), Outcome.SUCCEEDED);
        traffic.operation(modbus, Traffic.write(5, 1), Outcome.SUCCEEDED);
        Connection mqtt = Plant.client(traffic, STRANGER, "explorer");
        traffic.operation(mqtt, Traffic.subscribe("#"), Outcome.SUCCEEDED);
        traffic.operation(mqtt, Traffic.publish("line1/set"), Outcome.ONE_WAY);
        traffic.pass(120);
        assertThat(Plant.latest(judge(traffic)))
                .extracting(Alert::type)
                .containsExactly(
                        "comm.new-asset",
                        "scan.port",
                        "ot.new-master",
                        "ot.unauthorised-write",
                        "corr.recon-to-write",
                        "mqtt.new-client",
                        "mqtt.wildcard-subscribe",
                        "mqtt.command-write");
    }

    @Test
    void failures_grow_from_low_to_high() {
        Traffic traffic = learned();
        for (int round = 0; round < 30; round++) {
            Connection connection = traffic.tcp(Traffic.OFFICE, Traffic.BROKER, 1883, "mqtt");
            traffic.operation(connection, Traffic.connect("x" + round, false), Outcome.refused(4, "bad"));
        }
        List<Alert> told = judge(traffic);
        assertThat(told.getFirst().severity()).isEqualTo(Severity.LOW);
        assertThat(Plant.latest(told))
                .singleElement()
                .extracting(Alert::severity)
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void ids_in_topics_are_generalised_once_several_were_seen() {
        Traffic traffic = new Traffic();
        Connection connection = Plant.client(traffic, Traffic.SENSOR, "sensor-1");
        for (int id = 1; id <= 4; id++) {
            traffic.operation(connection, Traffic.publish("line1/job/" + id + "/state"), Outcome.ONE_WAY);
        }
        traffic.operation(connection, Traffic.publish("line1/batch/1"), Outcome.ONE_WAY);
        Plant.normal(traffic);
        traffic.operation(connection, Traffic.publish("line1/job/4711/state"), Outcome.ONE_WAY);
        assertThat(judge(traffic)).isEmpty();
        traffic.operation(connection, Traffic.publish("line1/batch/2"), Outcome.ONE_WAY);
        traffic.operation(connection, Traffic.publish("line1/job/abc/state"), Outcome.ONE_WAY);
        assertThat(Plant.latest(judge(traffic))).singleElement().satisfies(alert -> {
            assertThat(alert.type()).isEqualTo("mqtt.new-topic");
            assertThat(alert.count()).isEqualTo(2);
            assertThat(alert.seen().values()).contains("\"line1/batch/+\"", "\"line1/job/abc/state\"");
        });
    }

    @Test
    void the_table_of_situations_is_bounded_and_evictions_are_counted() {
        Traffic traffic = learned();
        Connection connection = Plant.client(traffic, Traffic.SENSOR, "sensor-1");
        int many = DetectLimits.DEFAULT.situationsMax() + 100;
        List<Observation> all = traffic.all();
        for (int number = 0; number < many; number++) {
            Connection other = traffic.tcp(Traffic.OFFICE, "11.1." + number / 200 + "." + (number % 200 + 1), 443, "");
            traffic.close(other);
            if (number % 40 == 39) {
                traffic.pass(700); // slow enough to be no sweep
            }
        }
        assertThat(connection.id()).isPositive();
        List<Alert> told = new ArrayList<>();
        RoomMeter meter = new RoomMeter("detect");
        AlertRoute route = new AlertRoute(new AgentIdentity("a", "s"), (id, at) -> Optional.empty(), told::add, meter);
        try (Detection detection = new Detection(
                Detection.plugged(),
                Plant.CATALOGUE,
                new DetectSettings(
                        Set.of("scan.address"), Map.of(), List.of(), List.of(), Set.of(), Policy.NONE, forever()),
                Plant.baseline(),
                route)) {
            all.forEach(detection::observe);
        }
        assertThat(Plant.latest(told)).hasSize(many);
        assertThat(meter.report().dropped()).isEqualTo(100);
        assertThat(meter.report().emitted()).isEqualTo(told.size());
    }

    private static DetectSettings.Pace forever() {
        java.time.Duration year = java.time.Duration.ofDays(365);
        DetectSettings.Pace usual = DetectSettings.Pace.DEFAULT;
        return new DetectSettings.Pace(usual.hold(), usual.revision(), usual.evidence(), year, year);
    }

    @Test
    void a_detector_that_throws_is_switched_off_and_named() {
        Detector broken = new Detector() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<Raise> raises() {
                return List.of();
            }

            @Override
            public Set<Class<? extends Observation>> sees() {
                return Set.of(TimePassed.class);
            }

            @Override
            public DetectorSession open(DetectContext context) {
                return observation -> {
                    throw new IllegalStateException("no such thing");
                };
            }
        };
        List<Detector> detectors = new ArrayList<>(Detection.plugged());
        detectors.add(broken);
        RoomMeter meter = new RoomMeter("detect");
        List<Alert> told = new ArrayList<>();
        AlertRoute route = new AlertRoute(new AgentIdentity("a", "s"), (id, at) -> Optional.empty(), told::add, meter);
        Traffic traffic = learned();
        traffic.silence(30);
        try (Detection detection =
                new Detection(detectors, AlertCatalogue.load(), DetectSettings.DEFAULT, Plant.baseline(), route)) {
            traffic.all().forEach(detection::observe);
            assertThat(detection.troubles()).singleElement().asString().contains("broken", "no such thing");
        }
        assertThat(meter.report().failed()).isEqualTo(1);
        assertThat(told).extracting(Alert::type).contains("self.no-traffic");
    }

    @Test
    void unknown_settings_stop_the_start() {
        DetectSettings wrong = new DetectSettings(
                Set.of(),
                Map.of("scan.port/prots", 3.0),
                List.of(),
                List.of(),
                Set.of(),
                Policy.NONE,
                DetectSettings.Pace.DEFAULT);
        assertThatThrownBy(() -> Plant.detection(Plant.baseline(), wrong, alert -> {}))
                .hasMessageContaining("scan.port/prots")
                .hasMessageContaining("scan.port/ports");
    }

    @Test
    void approved_writers_and_subscribers_are_silent_and_others_are_not_even_while_learning() {
        Traffic traffic = new Traffic();
        traffic.pass(1);
        write(traffic, 2);
        Plant.normal(traffic);
        Connection mqtt = Plant.client(traffic, Traffic.SENSOR, "sensor-1");
        traffic.operation(mqtt, Traffic.subscribe("#"), Outcome.SUCCEEDED);
        DetectSettings settings = new DetectSettings(
                Set.of(),
                Map.of(),
                List.of(),
                List.of(new DetectSettings.ApprovedWriter(Network.parse(Traffic.HMI), Network.parse("10.0.3.0/24"))),
                Set.of("sensor-1"),
                Policy.NONE,
                DetectSettings.Pace.DEFAULT);
        assertThat(Plant.latest(Plant.judge(traffic.all(), settings)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.type()).isEqualTo("ot.unauthorised-write");
                    assertThat(alert.originator()).isNotNull();
                });
    }
}
