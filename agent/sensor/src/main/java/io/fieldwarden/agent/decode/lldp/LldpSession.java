package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
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
import java.util.Arrays;
import java.util.List;

/** Frames of one sender; what does not change is told once. */
final class LldpSession implements ProtocolSession {
    private static final byte[] NOTHING = new byte[0];

    private final Connection connection;
    private final ObservationSink observations;
    private final LldpReader reader;
    private final LldpLimits limits;
    private final byte[][] last = {NOTHING, NOTHING};
    private List<Attribute> told = List.of();
    private int anomaliesLeft;
    private long now;

    LldpSession(Connection connection, ObservationSink observations, LldpLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
        this.reader = new LldpReader(this::anomaly, limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        int length = bytes.length();
        byte[] before = last[(from == Direction.FROM_ORIGINATOR ? 0 : 1)];
        int start = bytes.start();
        if (Arrays.equals(before, 0, before.length, bytes.array(), start, start + length)) {
            return Verdict.consumed(length);
        }
        byte[] copy = new byte[length];
        bytes.copy(0, copy, 0, length);
        last[(from == Direction.FROM_ORIGINATOR ? 0 : 1)] = copy;
        anomaliesLeft = limits.anomalies();
        now = atNanos;
        reader.read(bytes);
        tell(from, atNanos);
        return Verdict.consumed(length);
    }

    private void tell(Direction from, long atNanos) {
        List<Attribute> facts = List.copyOf(reader.facts);
        if (facts.isEmpty() || facts.equals(told)) {
            return;
        }
        told = facts;
        Operation operation =
                new Operation(LldpDecoder.PROTOCOL, -1, "advertisement", Access.IDENTIFY, "", null, reader.attributes);
        observations.observe(new OperationSeen(atNanos, connection, from, operation, Outcome.ONE_WAY));
        Endpoint sender = connection.end(from);
        Asset asset = new Asset(sender.address(), sender.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, LldpDecoder.PROTOCOL, facts));
    }

    private void anomaly(LldpAnomaly anomaly, String detail) {
        if (anomaliesLeft-- > 0) {
            observations.observe(new AnomalySeen(now, connection, anomaly, detail));
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // every frame stands for itself
    }

    @Override
    public void timePassed(long atNanos) {
        // nobody waits for anything
    }

    @Override
    public void close(long atNanos) {
        // nothing is open
    }
}
