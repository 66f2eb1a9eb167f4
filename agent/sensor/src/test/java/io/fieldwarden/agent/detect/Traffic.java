package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import io.fieldwarden.agent.policy.Network;
import java.util.ArrayList;
import java.util.List;

/** Writes observations as decoding would tell them, on a traffic time of its own. */
final class Traffic {
    static final long SECOND = 1_000_000_000L;
    static final long START = 1_700_000_000L * SECOND;
    static final String PLC = "10.0.3.17";
    static final String HMI = "10.0.3.10";
    /** Known on the network, reads the PLC, never writes. */
    static final String VIEWER = "10.0.3.11";
    /** Known on the network, never talks to the PLC. */
    static final String OFFICE = "10.0.3.12";

    static final String BROKER = "10.0.3.20";
    static final String SENSOR = "10.0.3.31";

    private final List<Observation> all = new ArrayList<>();
    private long now = START;
    private long frames;
    private long dropped;
    private long nextId = 1;
    private int nextPort = 50_000;

    List<Observation> all() {
        return all;
    }

    /** Observations that are facts, not ticks. */
    long facts() {
        return all.stream().filter(each -> !(each instanceof TimePassed)).count();
    }

    /** Lets time pass with frames arriving and one tick a second. */
    Traffic pass(long seconds) {
        for (long second = 0; second < seconds; second++) {
            now += SECOND;
            frames += 100;
            all.add(new TimePassed(now, frames, dropped));
        }
        return this;
    }

    /** Lets time pass with ticks but no frames. */
    Traffic silence(long seconds) {
        for (long second = 0; second < seconds; second++) {
            now += SECOND;
            all.add(new TimePassed(now, frames, dropped));
        }
        return this;
    }

    /** A hole in a file: no tick inside. */
    Traffic hole(long seconds) {
        now += seconds * SECOND;
        frames++;
        all.add(new TimePassed(now, frames, dropped));
        return this;
    }

    Traffic drop(long lost) {
        dropped += lost;
        return this;
    }

    Traffic millis(long millis) {
        now += millis * 1_000_000;
        return this;
    }

    /** A TCP connection that was accepted and recognised. */
    Connection tcp(String from, String to, int port, String protocol) {
        Connection connection = connection(Transport.TCP, from, to, port, false);
        phase(connection, Phase.OPENED);
        millis(1);
        connection.accepted();
        phase(connection, Phase.ESTABLISHED);
        if (!protocol.isEmpty()) {
            connection.recognised(protocol);
            phase(connection, Phase.RECOGNISED);
        }
        return connection;
    }

    /** A TCP connection picked up in the middle, in guessed roles. */
    Connection midstream(String from, int fromPort, String to, int toPort, String protocol) {
        Connection connection = new Connection(
                nextId++,
                Transport.TCP,
                new Connection.Ends(end(from, fromPort), end(to, toPort)),
                0,
                new Connection.Opening(now, true));
        phase(connection, Phase.OPENED);
        connection.accepted();
        phase(connection, Phase.ESTABLISHED);
        connection.recognised(protocol);
        phase(connection, Phase.RECOGNISED);
        return connection;
    }

    /** A TCP connection that was asked for and stayed unanswered. */
    Connection attempt(String from, String to, int port) {
        Connection connection = connection(Transport.TCP, from, to, port, false);
        phase(connection, Phase.OPENED);
        millis(5);
        return connection;
    }

    /** As {@link #attempt}, in no time at all. */
    void unanswered(String from, String to, int port) {
        phase(connection(Transport.TCP, from, to, port, false), Phase.OPENED);
    }

    /** A connection of which nothing is told but what is said in it. */
    Connection unseen(String from, String to, int port) {
        return connection(Transport.TCP, from, to, port, false);
    }

    /** A TCP connection that was declined. */
    Connection refused(String from, String to, int port) {
        Connection connection = attempt(from, to, port);
        phase(connection, Phase.REFUSED);
        return connection;
    }

    Connection udp(Endpoint from, Endpoint to) {
        Connection connection = new Connection(
                nextId++, Transport.UDP, new Connection.Ends(from, to), 0, new Connection.Opening(now, false));
        phase(connection, Phase.OPENED);
        return connection;
    }

    void close(Connection connection) {
        phase(connection, Phase.CLOSED);
    }

    void phase(Connection connection, Phase phase) {
        all.add(new ConnectionSeen(now, connection, phase));
    }

    void operation(Connection connection, Operation operation, Outcome outcome) {
        operation(connection, Direction.FROM_ORIGINATOR, operation, outcome);
    }

    void operation(Connection connection, Direction from, Operation operation, Outcome outcome) {
        millis(10);
        all.add(new OperationSeen(now, connection, from, operation, outcome));
    }

    /** Values that a client wrote to points in a row. */
    void written(Connection connection, Points points, double... values) {
        all.add(new ValueSeen(now, connection, ValueSeen.Way.WRITTEN, points, new Values.Numbers(values)));
    }

    /** A number in a field of an MQTT payload. */
    void reported(Connection connection, String field, double number) {
        reported(connection, field, new Values.Numbers(new double[] {number}));
    }

    void reported(Connection connection, String field, Values values) {
        all.add(new ValueSeen(now, connection, ValueSeen.Way.REPORTED, Points.named(field), values));
    }

    /** A Sparkplug host's state. */
    static Operation state(String host, boolean online) {
        return new Operation(
                "sparkplug",
                -1,
                "state",
                Access.PUBLISH,
                "",
                Points.named("spBv1.0/STATE/" + host + "#online"),
                List.of(new Attribute("host_id", host), new Attribute("online", Boolean.toString(online))));
    }

    /** How the agent is. */
    void agent(List<String> troubles, long spoolPercent, long spoolDropped) {
        all.add(new AgentSeen(now, troubles, spoolPercent, 100, spoolDropped));
    }

    /** Values that a client read from points in a row. */
    void values(Connection connection, Points points, double... values) {
        all.add(new ValueSeen(now, connection, ValueSeen.Way.READ, points, new Values.Numbers(values)));
    }

    void anomaly(Connection connection, String protocol, String code, boolean malformed) {
        millis(10);
        all.add(new AnomalySeen(now, connection, new Broken(protocol, code, malformed), "length 7, expected 6"));
    }

    void arp(String address, long mac) {
        all.add(new IdentitySeen(now, null, new Asset(address(address), mac), "arp", List.of()));
    }

    /** An address that another device had before. */
    void arp(String address, long mac, long previous) {
        List<Attribute> facts = List.of(
                new Attribute("mac", Address.macText(mac)), new Attribute("previous_mac", Address.macText(previous)));
        all.add(new IdentitySeen(now, null, new Asset(address(address), mac), "arp", facts));
    }

    private Connection connection(Transport transport, String from, String to, int port, boolean midstream) {
        nextPort = nextPort == 60_000 ? 50_000 : nextPort + 1;
        return new Connection(
                nextId++,
                transport,
                new Connection.Ends(end(from, nextPort), end(to, port)),
                0,
                new Connection.Opening(now, midstream));
    }

    static Endpoint end(String address, int port) {
        Address ip = address(address);
        return new Endpoint(ip, port, 0x001B_1B00_0000L | (ip.low() & 0xFF_FFFF));
    }

    static Address address(String text) {
        return Network.parse(text).base();
    }

    static Operation read(int first, int count) {
        return modbus(3, "read_holding_registers", Access.READ, new Points("1/holding-register", first, count));
    }

    static Operation write(int first, int count) {
        return modbus(16, "write_multiple_registers", Access.WRITE, new Points("1/holding-register", first, count));
    }

    static Operation modbus(int code, String name, Access access, @org.jspecify.annotations.Nullable Points points) {
        return new Operation("modbus", code, name, access, "unit 1", points, List.of());
    }

    static Operation cip(String name, String object) {
        return new Operation(
                "cip", -1, name, Access.EXECUTE, "route 1/0", null, List.of(new Attribute("class_id", object)));
    }

    static Operation connect(String clientId, boolean credentials) {
        return mqtt(
                1,
                "connect",
                Access.SESSION,
                new Attribute("client_id", clientId),
                new Attribute("has_username", Boolean.toString(credentials)),
                new Attribute("has_password", Boolean.toString(credentials)));
    }

    /** A login with a user name or without, and without a password in either case. */
    static Operation login(String clientId, boolean named) {
        return mqtt(
                1,
                "connect",
                Access.SESSION,
                new Attribute("client_id", clientId),
                new Attribute("has_username", Boolean.toString(named)),
                new Attribute("has_password", "false"));
    }

    static Operation publish(String topic) {
        return mqtt(3, "publish", Access.PUBLISH, new Attribute("topic", topic), new Attribute("from_client", "true"));
    }

    static Operation subscribe(String filter) {
        return mqtt(8, "subscribe", Access.SUBSCRIBE, new Attribute("topic", filter));
    }

    private static Operation mqtt(int code, String name, Access access, Attribute... attributes) {
        return new Operation("mqtt", code, name, access, "", null, List.of(attributes));
    }

    /** An anomaly of a protocol that need not be installed. */
    record Broken(String protocol, String code, boolean malformed) implements Anomaly {}
}
