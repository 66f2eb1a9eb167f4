package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Tells what one connection shows. */
final class LinkFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final ProfinetLimits limits;
    /** The last of each fact of either side; its names are few and our own. */
    private final Map<String, String> told = new HashMap<>();

    private int anomaliesLeft;

    LinkFacts(Connection connection, ObservationSink observations, ProfinetLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    Connection connection() {
        return connection;
    }

    /** A new message: as many anomalies as the limit allows again. */
    void begin() {
        anomaliesLeft = limits.anomalies();
    }

    void operation(Direction from, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void text(ValueSeen.Way way, String point, String text, long atNanos) {
        Values values = new Values.Texts(new String[] {text});
        observations.observe(new ValueSeen(atNanos, connection, way, Points.named(point), values));
    }

    void number(ValueSeen.Way way, String point, double number, long atNanos) {
        Values values = new Values.Numbers(new double[] {number});
        observations.observe(new ValueSeen(atNanos, connection, way, Points.named(point), values));
    }

    /** Tells who {@code side} is, if any of it is new. */
    void identity(Direction side, String source, List<Attribute> facts, long atNanos) {
        boolean news = false;
        for (Attribute fact : facts) {
            String key = (side == Direction.FROM_ORIGINATOR ? 0 : 1) + fact.name();
            news |= !fact.value().equals(told.put(key, fact.value()));
        }
        if (news) {
            Endpoint end = connection.end(side);
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, source, facts));
        }
    }

    void anomaly(Anomaly anomaly, String detail, long atNanos) {
        if (anomaliesLeft-- > 0) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    /** Text of a device as it stands, without the zeros and blanks that fill it; what is no text as hexadecimal. */
    static String text(Window bytes, int at, int size, int most) {
        int shown = Math.min(size, most);
        int end = shown;
        while (end > 0 && (bytes.u8(at + end - 1) == 0 || bytes.u8(at + end - 1) == ' ')) {
            end--;
        }
        for (int index = 0; index < end; index++) {
            int character = bytes.u8(at + index);
            if (character < ' ' || character == 0x7F) {
                return hex(bytes, at, shown);
            }
        }
        return bytes.utf8(at, end);
    }

    static String hex(Window bytes, int at, int size) {
        int from = bytes.start() + at;
        return HexFormat.of().formatHex(bytes.array(), from, from + size);
    }

    static String hex16(int value) {
        return "0x" + HexFormat.of().toHexDigits((short) value);
    }

    static String hex32(int value) {
        return "0x" + HexFormat.of().toHexDigits(value);
    }

    /** A copy that further attributes can be added to. */
    static List<Attribute> joined(List<Attribute> first, List<Attribute> second) {
        List<Attribute> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
