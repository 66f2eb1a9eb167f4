package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A capture file through the decoders, as the agent does it. */
public final class CaptureRun {
    private static final int CHECK_SEQUENCE = 4;
    private static final int FRAME_MIN = 60;

    private final List<Observation> observations = new ArrayList<>();
    private final Map<Long, long[]> traffic = new HashMap<>();

    /** Decodes the whole of {@code capture}. */
    public CaptureRun(Path capture, List<ProtocolDecoder> protocols) throws IOException {
        this(capture, protocols, List.of());
    }

    /** Decodes the whole of {@code capture}, also what its protocols carry. */
    public CaptureRun(Path capture, List<ProtocolDecoder> protocols, List<PayloadDecoder> payloads) throws IOException {
        RoomMeter meter = new RoomMeter("decode");
        Decoding decoding = new Decoding(protocols, payloads, DecodeLimits.DEFAULT, observations::add, meter);
        Feed feed = new Feed(decoding);
        try (FrameSource source = new PcapFileSource(capture, Replay.FULL_SPEED)) {
            while (source.poll(feed, 256, 0) != FrameSource.FINISHED) {}
        }
        decoding.close(feed.lastNanos);
        if (meter.report().failed() > 0) {
            throw new AssertionError(meter.report().failed() + " frames of " + capture + " could not be decoded");
        }
    }

    /** What decoders said of messages that lie in no capture. */
    CaptureRun(List<Observation> observations) {
        this.observations.addAll(observations);
    }

    private final class Feed implements FrameSink {
        private final Decoding decoding;
        private final Packet packet = new Packet();
        private final byte[] bytes = new byte[Frame.BYTES_MAX];
        private long lastNanos;

        Feed(Decoding decoding) {
            this.decoding = decoding;
        }

        @Override
        public void frame(Frame frame) {
            MemorySegment.copy(frame.memory, frame.offset, MemorySegment.ofArray(bytes), 0, frame.captured);
            lastNanos = frame.atNanos;
            packet.over(bytes, 0, frame.captured, frame.original).seen(frame.atNanos, frame.link);
            long connection = decoding.frame(packet);
            if (connection > 0) {
                int side = lowerEnd() ? 0 : 2;
                long[] counts = traffic.computeIfAbsent(connection, id -> new long[4]);
                counts[side]++;
                counts[side + 1] += frame.original - checkSequence(frame);
            }
        }

        /** Some captures keep the check sequence that ends a frame; others, and nDPI, never count it. */
        private int checkSequence(Frame frame) {
            int after = frame.original - (packet.transportOffset + packet.transportOriginal);
            return after == CHECK_SEQUENCE && frame.original != FRAME_MIN ? CHECK_SEQUENCE : 0;
        }

        /** Whether the sender is the end with the lower address, then port. */
        private boolean lowerEnd() {
            int byAddress = packet.source().compareTo(packet.destination());
            boolean ports = packet.protocol == 6 || packet.protocol == 17;
            if (byAddress == 0 && ports) {
                return packet.u16(packet.transportOffset) <= packet.u16(packet.transportOffset + 2);
            }
            return byAddress <= 0;
        }

        @Override
        public void tick(long atNanos) {
            decoding.tick(atNanos);
        }
    }

    /**
     * Packets and bytes on the wire of a connection: of the end with the lower address (then port), then of the other.
     *
     * @param connection its {@link Connection#id()}
     */
    public long[] traffic(long connection) {
        return traffic.getOrDefault(connection, new long[4]).clone();
    }

    /** Everything, in order. */
    public List<Observation> observations() {
        return List.copyOf(observations);
    }

    public List<OperationSeen> operations() {
        return only(OperationSeen.class);
    }

    public List<ValueSeen> values() {
        return only(ValueSeen.class);
    }

    public List<IdentitySeen> identities() {
        return only(IdentitySeen.class);
    }

    public List<AnomalySeen> anomalies() {
        return only(AnomalySeen.class);
    }

    public List<ConnectionSeen> connections() {
        return only(ConnectionSeen.class);
    }

    private <T> List<T> only(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
