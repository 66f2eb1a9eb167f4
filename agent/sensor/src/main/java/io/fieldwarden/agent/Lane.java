package io.fieldwarden.agent;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.evidence.FrameRing;
import io.fieldwarden.agent.observation.ObservationSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * One thread's share of the traffic: each frame is copied once into the ring, decoded where it lies, and what it says is
 * judged before the next. Time is the traffic's: what the frames carry, or the capture's tick when there are none.
 */
final class Lane implements FrameSink, AutoCloseable {
    /** Frames taken from a source before anything else gets its turn. */
    static final int FRAMES_PER_TURN = 256;

    private final FrameRing ring;
    private final Decoding decoding;
    private final Meters meters;
    private final Packet packet = new Packet();
    private long lastNanos;

    /** @param observations where observations go */
    Lane(FrameRing ring, ObservationSink observations, Meters meters) {
        this.ring = ring;
        this.meters = meters;
        this.decoding = new Decoding(protocols(), payloads(), DecodeLimits.DEFAULT, observations, meters.decode());
    }

    /** The protocols that are installed, by name. */
    static List<ProtocolDecoder> protocols() {
        return plugged(ProtocolDecoder.class, ProtocolDecoder::protocol);
    }

    /**
     * The payload formats that are installed: those bound to topics, then by name, which puts the strict ones (cbor, json)
     * before plain text, which takes anything printable.
     */
    static List<PayloadDecoder> payloads() {
        List<PayloadDecoder> byName = plugged(PayloadDecoder.class, PayloadDecoder::format);
        byName.sort(Comparator.comparing(decoder -> !decoder.boundToTopics()));
        return byName;
    }

    private static <T> List<T> plugged(Class<T> service, Function<T, String> name) {
        List<T> found = new ArrayList<>();
        ServiceLoader.load(service).forEach(found::add);
        found.sort(Comparator.comparing(name));
        return found;
    }

    /** Takes what the source has, until it is finished or the thread is interrupted. */
    void play(FrameSource source) throws IOException {
        while (!Thread.currentThread().isInterrupted()
                && source.poll(this, FRAMES_PER_TURN, 100) != FrameSource.FINISHED) {
            meters.capture().droppedTotal(source.dropped());
        }
    }

    @Override
    public void frame(Frame frame) {
        meters.capture().received(1);
        lastNanos = frame.atNanos;
        packet.over(ring.array(), ring.append(frame), Math.min(frame.captured, Frame.BYTES_MAX), frame.original);
        packet.atNanos = frame.atNanos;
        packet.link = frame.link;
        ring.label(decoding.frame(packet));
        meters.capture().emitted(1);
    }

    @Override
    public void tick(long atNanos) {
        lastNanos = atNanos;
        decoding.tick(atNanos);
    }

    /** Ends all connections and tells what they still owe. */
    @Override
    public void close() {
        decoding.close(lastNanos);
    }
}
