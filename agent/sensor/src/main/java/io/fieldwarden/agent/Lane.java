package io.fieldwarden.agent;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.evidence.FrameRing;
import io.fieldwarden.agent.telemetry.RoomMeter;

/**
 * One thread's share of the traffic: each frame is copied once into the ring, decoded where it lies, and judged before the
 * next. Time is the traffic's: what the frames carry, or what the capture's tick says when there are none.
 */
final class Lane implements FrameSink {
    private final FrameRing ring;
    private final Decoding decoding;
    private final RoomMeter meter;

    /** @param meter counts frames taken from sources */
    Lane(FrameRing ring, Decoding decoding, RoomMeter meter) {
        this.ring = ring;
        this.decoding = decoding;
        this.meter = meter;
    }

    @Override
    public void frame(Frame frame) {
        meter.received(1);
        int offset = ring.append(frame);
        ring.label(decoding.frame(ring.array(), offset, frame));
        meter.emitted(1);
    }

    @Override
    public void tick(long atNanos) {
        decoding.tick(atNanos);
    }

    /** Counts what a source lost. */
    void lost(FrameSource source) {
        meter.droppedTotal(source.dropped());
    }
}
