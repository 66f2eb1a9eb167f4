package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.BROKER;
import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** One pair for each alert type that is raised. Each starts after the plant's normal traffic was learned. */
final class Scenarios {
    private static final Outcome ILLEGAL = Outcome.refused(1, "illegal_function");
    private static final Outcome NO_ADDRESS = Outcome.refused(2, "illegal_data_address");
    private static final Outcome DENIED = Outcome.refused(5, "not authorized");
    private static final String STRANGER = "10.0.3.99";

    private Scenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(communication());
        all.addAll(acts());
        all.addAll(ClaimScenarios.all());
        all.addAll(AnswerScenarios.all());
        all.addAll(ContactScenarios.all());
        all.addAll(LoginScenarios.all());
        all.addAll(RhythmScenarios.all());
        all.addAll(MqttScenarios.all());
        all.addAll(ShapeScenarios.all());
        all.addAll(AgentScenarios.all());
        all.addAll(IncidentScenarios.all());
        all.addAll(PhysicalScenarios.all());
        all.addAll(PolicyScenarios.all());
        return all;
    }

    private static List<Scenario> acts() {
        return List.of(
                act("ot.plc-stop", "stop", "0x8e", "safety_reset", "0x39"),
                act("ot.plc-restart", "reset", "0x01", "reset", "0x04"),
                act("ot.mode-change", "change_mode", "0x64", "start_diagnostics", "0x64"),
                act("ot.program-download", "create", "0x68", "create", "0xb2"),
                act("ot.program-upload", "upload_all_request", "0x67", "initiate_upload", "0x37"),
                act("ot.firmware-update", "update", "0xa1", "update", "0x37"));
    }

    private static List<Scenario> communication() {
        return List.of(
                new Scenario("comm.new-asset", Scenarios::strangerTalks, Scenarios::strangerIsOnlyTalkedTo),
                new Scenario(
                        "comm.new-link",
                        traffic -> traffic.tcp(OFFICE, PLC, 502, ""),
                        Scenarios::knownLinksFromOtherPortsAndMidstream),
                new Scenario(
                        "comm.new-service",
                        traffic -> traffic.tcp(VIEWER, PLC, 8080, "http"),
                        traffic -> traffic.refused(VIEWER, PLC, 8080)),
                new Scenario("scan.port", traffic -> ports(traffic, 40), traffic -> ports(traffic, 20)),
                new Scenario("scan.address", traffic -> addresses(traffic, 60), traffic -> addresses(traffic, 40)),
                new Scenario("scan.function-code", traffic -> functions(traffic, 12), Scenarios::deviceInTrouble),
                new Scenario(
                        "ot.unlearned-operation",
                        traffic -> command(traffic, HMI, Traffic.modbus(17, "report_server_id", Access.IDENTIFY, null)),
                        traffic -> command(traffic, HMI, Traffic.read(2, 4))),
                new Scenario(
                        "ot.unauthorised-write",
                        traffic -> command(traffic, VIEWER, Traffic.write(5, 1)),
                        traffic -> command(traffic, HMI, Traffic.write(5, 1))),
                new Scenario(
                        "ot.address-range",
                        traffic -> command(traffic, HMI, Traffic.read(400, 2)),
                        traffic -> command(traffic, HMI, Traffic.read(9, 1))),
                new Scenario(
                        "ot.new-master", traffic -> command(traffic, OFFICE, Traffic.read(0, 10)), Scenarios::inverted),
                new Scenario("ot.block-reporting", Scenarios::listenOnly, Scenarios::otherDiagnostics),
                new Scenario(
                        "mqtt.new-client",
                        traffic -> Plant.client(traffic, OFFICE, "explorer"),
                        Scenarios::refusedOnce),
                new Scenario("mqtt.new-publisher", traffic -> publish(traffic, "line1/log"), Scenarios::brokerHandsOn),
                new Scenario(
                        "mqtt.new-topic",
                        traffic -> publish(traffic, "line1/firmware"),
                        traffic -> publish(traffic, "line1/temp")),
                new Scenario(
                        "mqtt.wildcard-subscribe",
                        traffic -> subscribe(traffic, "#"),
                        traffic -> subscribe(traffic, "line1/#")),
                new Scenario("mqtt.auth-failures", traffic -> denied(traffic, 3), traffic -> denied(traffic, 1)),
                new Scenario(
                        "mqtt.cleartext-credentials",
                        traffic -> login(traffic, true),
                        traffic -> login(traffic, false)),
                new Scenario("pv.malformed", traffic -> broken(traffic, true), traffic -> broken(traffic, false)),
                new Scenario("pv.exception-burst", traffic -> refusals(traffic, 25), traffic -> refusals(traffic, 19)),
                new Scenario(
                        "self.no-traffic",
                        traffic -> traffic.silence(30),
                        traffic -> traffic.hole(3600).pass(30)),
                new Scenario(
                        "self.packet-loss",
                        traffic -> traffic.drop(500).pass(5),
                        traffic -> traffic.drop(5).pass(70).drop(5).pass(5)));
    }

    /** What only people may decide, and beside it a command of the same kind that was learned. */
    private static Scenario act(String type, String name, String object, String otherName, String otherObject) {
        return new Scenario(
                type,
                traffic -> command(traffic, HMI, Traffic.cip(name, object)),
                traffic -> command(traffic, HMI, Traffic.cip(otherName, otherObject)));
    }

    private static void strangerTalks(Traffic traffic) {
        traffic.arp(STRANGER, 0x0203_0405_0607L);
        Endpoint stranger = new Endpoint(Traffic.address(STRANGER), 40_000, 0x0203_0405_0607L);
        for (int port = 1; port <= 3; port++) {
            traffic.udp(stranger, Traffic.end(PLC, 160 + port));
        }
    }

    private static void strangerIsOnlyTalkedTo(Traffic traffic) {
        for (int round = 0; round < 5; round++) {
            traffic.attempt(HMI, STRANGER, 502);
            traffic.pass(20);
        }
        Endpoint everybody = new Endpoint(Traffic.address("10.0.3.255"), 47_808, 0xFFFF_FFFF_FFFFL);
        traffic.udp(Traffic.end(HMI, 47_808), everybody);
        traffic.udp(Traffic.end(HMI, 5353), Traffic.end("224.0.0.251", 5353));
    }

    private static void knownLinksFromOtherPortsAndMidstream(Traffic traffic) {
        for (int round = 0; round < 50; round++) {
            traffic.close(traffic.tcp(HMI, PLC, 502, "modbus"));
        }
        traffic.midstream(PLC, 502, HMI, 51_234, "modbus");
        traffic.midstream(HMI, 51_235, PLC, 502, "modbus");
    }

    private static void ports(Traffic traffic, int many) {
        for (int port = 1; port <= many; port++) {
            traffic.refused(VIEWER, PLC, port);
        }
        if (many > 25) {
            traffic.tcp(VIEWER, PLC, 8080, ""); // an open one among them
        }
    }

    private static void addresses(Traffic traffic, int many) {
        for (int host = 100; host < 100 + many; host++) {
            traffic.attempt(OFFICE, "10.0.4." + host, 502);
        }
        for (int round = 0; round < 80; round++) {
            traffic.attempt(HMI, PLC, 502); // a device that is down is asked again and again
        }
    }

    private static void functions(Traffic traffic, int many) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        for (int code = 65; code < 65 + many; code++) {
            traffic.operation(connection, Traffic.modbus(code, "user_defined_" + code, Access.READ, null), ILLEGAL);
        }
    }

    private static void deviceInTrouble(Traffic traffic) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        Outcome busy = Outcome.refused(6, "server_device_busy");
        traffic.operation(connection, Traffic.read(0, 10), busy);
        traffic.operation(connection, Traffic.write(5, 1), busy);
        traffic.operation(connection, Traffic.read(0, 10), ILLEGAL);
    }

    private static void command(Traffic traffic, String client, io.fieldwarden.agent.observation.Operation operation) {
        Connection connection = traffic.tcp(client, PLC, 502, "modbus");
        for (int round = 0; round < 3; round++) {
            traffic.operation(connection, operation, Outcome.SUCCEEDED);
        }
    }

    /** Picked up in the middle with the roles guessed the wrong way round: an answer looks like a question. */
    private static void inverted(Traffic traffic) {
        Connection connection = traffic.midstream(PLC, 502, HMI, 51_300, "modbus");
        traffic.operation(connection, Traffic.read(0, 10), Outcome.ONE_WAY);
        traffic.operation(connection, Traffic.read(0, 10), Outcome.UNANSWERED);
    }

    private static void listenOnly(Traffic traffic) {
        command(traffic, HMI, Traffic.modbus(8, "diagnostics_force_listen_only_mode", Access.EXECUTE, null));
    }

    private static void otherDiagnostics(Traffic traffic) {
        command(traffic, HMI, Traffic.modbus(2, "read_discrete_inputs", Access.READ, null));
    }

    private static void refusedOnce(Traffic traffic) {
        Connection connection = traffic.tcp(OFFICE, BROKER, 1883, "mqtt");
        traffic.operation(connection, Traffic.connect("explorer", false), DENIED);
    }

    private static void publish(Traffic traffic, String topic) {
        Connection connection = Plant.client(traffic, SENSOR, "sensor-1");
        traffic.operation(connection, Traffic.publish(topic), Outcome.ONE_WAY);
        traffic.operation(connection, Traffic.publish(topic), Outcome.ONE_WAY);
    }

    private static void brokerHandsOn(Traffic traffic) {
        Connection connection = Plant.client(traffic, SENSOR, "sensor-1");
        var handedOn = new io.fieldwarden.agent.observation.Operation(
                "mqtt",
                3,
                "publish",
                Access.PUBLISH,
                "",
                null,
                List.of(
                        new io.fieldwarden.agent.observation.Attribute("topic", "line1/set"),
                        new io.fieldwarden.agent.observation.Attribute("from_client", "false")));
        traffic.operation(
                connection, io.fieldwarden.agent.observation.Direction.FROM_RESPONDER, handedOn, Outcome.ONE_WAY);
    }

    private static void subscribe(Traffic traffic, String filter) {
        Connection connection = Plant.client(traffic, SENSOR, "sensor-1");
        traffic.operation(connection, Traffic.subscribe(filter), Outcome.SUCCEEDED);
    }

    private static void denied(Traffic traffic, int times) {
        for (int round = 0; round < times; round++) {
            Connection connection = traffic.tcp(OFFICE, BROKER, 1883, "mqtt");
            traffic.operation(connection, Traffic.connect("sensor-1", false), DENIED);
            traffic.close(connection);
        }
    }

    private static void login(Traffic traffic, boolean credentials) {
        Connection connection = traffic.tcp(SENSOR, BROKER, 1883, "mqtt");
        traffic.operation(connection, Traffic.connect("sensor-1", credentials), Outcome.SUCCEEDED);
    }

    private static void broken(Traffic traffic, boolean malformed) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        for (int round = 0; round < 5; round++) {
            traffic.anomaly(connection, "modbus", "bad-length", malformed);
        }
        traffic.pass(3600);
        traffic.anomaly(traffic.tcp(VIEWER, PLC, 502, "modbus"), "modbus", "bad-length", true); // a single one
    }

    private static void refusals(Traffic traffic, int many) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        for (int round = 0; round < many; round++) {
            traffic.operation(connection, Traffic.read(0, 10), NO_ADDRESS);
            traffic.pass(5);
        }
    }
}
