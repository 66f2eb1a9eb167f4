package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small plant as it is every day, and the detection that watches it. */
final class Plant {
    static final AlertCatalogue CATALOGUE = AlertCatalogue.load();
    /** Lets nobody in without a user name. */
    static final String CLOSED_BROKER = "10.0.3.21";

    private static final int LEARNING_SECONDS = 300;

    /** Commands of the operator station that sound like more than they are: service and object. */
    private static final String[][] USUAL = {
        {"safety_reset", "0x39"},
        {"reset", "0x04"},
        {"start_diagnostics", "0x64"},
        {"create", "0xb2"},
        {"initiate_upload", "0x37"},
        {"update", "0x37"}
    };

    private Plant() {}

    /** Enough of normal operation to end learning. */
    static void normal(Traffic traffic) {
        Connection hmi = traffic.tcp(Traffic.HMI, Traffic.PLC, 502, "modbus");
        Connection viewer = traffic.tcp(Traffic.VIEWER, Traffic.PLC, 502, "modbus");
        traffic.operation(
                traffic.tcp(Traffic.OFFICE, CLOSED_BROKER, 1883, "mqtt"),
                Traffic.login("recorder", true),
                Outcome.SUCCEEDED);
        Connection sensor = client(traffic, Traffic.SENSOR, "sensor-1");
        Connection panel = client(traffic, Traffic.HMI, "panel-1");
        traffic.operation(panel, Traffic.subscribe("line1/temp"), Outcome.SUCCEEDED);
        traffic.operation(hmi, Traffic.modbus(2, "read_discrete_inputs", Access.READ, null), Outcome.SUCCEEDED);
        Connection logic = traffic.tcp(Traffic.HMI, Traffic.PLC, 44_818, "enip");
        for (String[] usual : USUAL) {
            traffic.operation(logic, Traffic.cip(usual[0], usual[1]), Outcome.SUCCEEDED);
        }
        traffic.operation(panel, Traffic.publish("line1/log"), Outcome.ONE_WAY);
        traffic.operation(panel, Traffic.state("scada", true), Outcome.ONE_WAY);
        for (int round = 0; round <= LEARNING_SECONDS; round++) {
            traffic.operation(hmi, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(hmi, Traffic.write(5, 1), Outcome.SUCCEEDED);
            traffic.operation(viewer, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(sensor, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
            traffic.operation(panel, Traffic.publish("line1/set"), Outcome.ONE_WAY);
            carry(traffic, 2_000);
            traffic.reported(sensor, "line1/temp#/value", Boiler.temperature(round));
            traffic.reported(sensor, "line1/temp#/jobs/" + round, 1);
            Boiler.read(traffic, hmi, round);
            traffic.pass(1);
        }
    }

    /** An MQTT client that logs on without a password. */
    static Connection client(Traffic traffic, String address, String id) {
        Connection connection = traffic.tcp(address, Traffic.BROKER, 1883, "mqtt");
        traffic.operation(connection, Traffic.connect(id, false), Outcome.SUCCEEDED);
        return connection;
    }

    /** The office fetches so many bytes from the broker. */
    static void carry(Traffic traffic, int bytes) {
        Connection connection = traffic.tcp(Traffic.OFFICE, Traffic.BROKER, 1883, "mqtt");
        connection.carried(bytes);
        traffic.close(connection);
    }

    static Baseline baseline() {
        return new Baseline(
                new Learning(Learning.Mode.LEARN, Duration.ofSeconds(LEARNING_SECONDS)), BaselineLimits.DEFAULT);
    }

    static Detection detection(Baseline baseline, DetectSettings settings, AlertSink sink) {
        EvidenceSource evidence = (connection, at) -> Optional.of(new Evidence(1, new byte[] {1, 2, 3}));
        AlertRoute route =
                new AlertRoute(new AgentIdentity("gateway-1", "plant-a"), evidence, sink, new RoomMeter("detect"));
        return new Detection(Detection.plugged(), CATALOGUE, settings, baseline, route);
    }

    /** Every alert and revision that observations give, in order. */
    static List<Alert> judge(List<Observation> observations, DetectSettings settings) {
        List<Alert> told = new ArrayList<>();
        try (Detection detection = detection(baseline(), settings, told::add)) {
            observations.forEach(detection::observe);
            if (!detection.troubles().isEmpty()) {
                throw new AssertionError(detection.troubles());
            }
        }
        return told;
    }

    /** The latest revision of each alert. */
    static List<Alert> latest(List<Alert> told) {
        Map<String, Alert> byId = new LinkedHashMap<>();
        told.forEach(alert -> byId.put(alert.id(), alert));
        return List.copyOf(byId.values());
    }
}
