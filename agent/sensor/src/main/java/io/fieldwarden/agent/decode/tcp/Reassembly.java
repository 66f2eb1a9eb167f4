package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts TCP payload in order. A segment that comes in order is shown in place; one that comes early is copied and held. Where
 * segments overlap, the bytes that came first are kept. Missing bytes are given up when the receiver has acknowledged them
 * (so they were lost only to us), when the limits are reached, or when the stream stands still for too long.
 */
final class Reassembly {
    /** Segments that must continue each other outside of the window before the stream is believed to be there. */
    private static final int STRAYS_MAX = 3;
    /** Fingerprints kept for reuse, two per connection. */
    private static final int SPARES_MAX = 512;

    private final Interpreter interpreter;
    private final TcpLimits.Reassembling limits;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private final Window tail = new Window();
    private final Window heldWindow = new Window();
    private int heldBytes;
    /** Of connections that ended, for those to come; a flood of connections must not be one of objects. */
    private final Fingerprints[] spares = new Fingerprints[SPARES_MAX];

    private int spare;

    Reassembly(Interpreter interpreter, TcpLimits.Reassembling limits, Anomalies anomalies, RoomMeter meter) {
        this.interpreter = interpreter;
        this.limits = limits;
        this.anomalies = anomalies;
        this.meter = meter;
    }

    /** Bytes held out of order, of all connections. */
    int heldBytes() {
        return heldBytes;
    }

    /**
     * Takes the payload of one segment.
     *
     * @param segment with a length on the wire of more than 0; less may have been captured
     */
    void payload(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        Stream stream = flow.stream(from);
        stream.spoke = true;
        int sequence = segment.payloadSequence();
        if (!stream.synced) {
            stream.synced = true; // picked up in the middle: what came before is not missed
            stream.next = sequence;
        }
        int ahead = sequence - stream.next;
        if (ahead == 0) {
            inOrder(flow, from, segment, atNanos);
        } else if (Math.abs((long) ahead) > limits.windowBytesMax() && !isCovered(stream, sequence)) {
            stray(flow, from, segment, atNanos);
        } else if (!interpreter.wants(flow, from)) {
            dropHeld(stream);
            stream.next = ahead > 0 || ahead + segment.original > 0 ? sequence + segment.original : stream.next;
        } else if (ahead < 0) {
            again(flow, from, segment, atNanos);
        } else {
            early(flow, from, segment, atNanos);
        }
    }

    private void inOrder(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        Stream stream = flow.stream(from);
        stream.strays = 0;
        if (!interpreter.wants(flow, from)) {
            stream.next += segment.original;
            dropHeld(stream);
            return;
        }
        accept(flow, from, segment.payload, atNanos);
        afterwards(flow, from, segment, atNanos);
    }

    /** Shows the next bytes; where they reach over bytes held, those came first and are kept. */
    private void accept(TcpFlow flow, Direction from, Window bytes, long atNanos) {
        Stream stream = flow.stream(from);
        HeldSegment held = stream.held;
        if (held == null || stream.next + bytes.length() - held.sequence <= 0) {
            deliver(flow, from, bytes, atNanos);
            return;
        }
        if (hold(stream, stream.next, bytes, atNanos)) {
            differs(flow, stream.next, bytes.length(), atNanos);
        }
        drain(flow, from, atNanos);
    }

    /** Gives up what the snap length cut, and shows what was waiting. */
    private void afterwards(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        if (segment.original > segment.payload.length()) {
            giveUpTo(flow, from, segment.payloadEnd(), atNanos);
        }
        if (flow.stream(from).held != null) {
            drain(flow, from, atNanos);
        }
    }

    private void dropHeld(Stream stream) {
        heldBytes -= stream.heldBytes;
        stream.held = null;
        stream.heldBytes = 0;
        stream.heldCount = 0;
    }

    private void deliver(TcpFlow flow, Direction from, Window bytes, long atNanos) {
        Stream stream = flow.stream(from);
        int sequence = stream.next;
        stream.next += bytes.length();
        stream.progressNanos = atNanos;
        if (bytes.length() == 0) {
            return;
        }
        if (flow.talk != Flow.Talk.UNKNOWN) {
            Fingerprints delivered = stream.delivered;
            if (delivered == null) {
                delivered = spare > 0 ? spares[--spare] : new Fingerprints();
                stream.delivered = delivered;
            }
            delivered.remember(sequence, bytes);
        }
        interpreter.bytes(flow, from, bytes, atNanos);
    }

    /** Sent again, in whole or in part: only what is new is shown. */
    private void again(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        Stream stream = flow.stream(from);
        int old = stream.next - segment.payloadSequence();
        Window payload = segment.payload;
        boolean keepAlive = old == 1 && segment.original == 1;
        Fingerprints delivered = stream.delivered;
        if (!keepAlive && delivered != null && payload.length() == segment.original) {
            if (delivered.differs(segment.payloadSequence(), payload)) {
                differs(flow, segment.payloadSequence(), segment.original, atNanos);
            }
        }
        if (payload.length() > old) {
            accept(flow, from, tail.over(payload, old, payload.length() - old), atNanos);
            afterwards(flow, from, segment, atNanos);
        }
    }

    private void early(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        Stream stream = flow.stream(from);
        int sequence = segment.payloadSequence();
        if (isCovered(stream, sequence)) {
            giveUpTo(flow, from, sequence, atNanos);
            if (sequence == stream.next) {
                inOrder(flow, from, segment, atNanos);
            } else {
                again(flow, from, segment, atNanos);
            }
            return;
        }
        if (hold(stream, sequence, segment.payload, atNanos)) {
            differs(flow, sequence, segment.original, atNanos);
        }
        if (atNanos - Math.max(stream.progressNanos, stream.heldSinceNanos) > limits.holeNanosMax()) {
            giveUpHole(flow, from, atNanos);
        }
        while (stream.heldCount > limits.segmentsMax()
                || stream.heldBytes > limits.heldBytesMax()
                || (heldBytes > limits.heldBytesTotalMax() && stream.held != null)) {
            meter.dropped(1);
            giveUpHole(flow, from, atNanos);
        }
    }

    /** The other side has acknowledged: what it has and we do not was lost to the capture. */
    void acknowledged(TcpFlow flow, Direction from, long atNanos) {
        Stream stream = flow.stream(from);
        HeldSegment first = stream.held;
        while (first != null && isCovered(stream, first.sequence)) {
            giveUpHole(flow, from, atNanos);
            first = stream.held;
        }
    }

    /** The connection is over: shows what is held, with gaps between. */
    void finish(TcpFlow flow, long atNanos) {
        while (flow.originatorStream.held != null) {
            giveUpHole(flow, Direction.FROM_ORIGINATOR, atNanos);
        }
        while (flow.responderStream.held != null) {
            giveUpHole(flow, Direction.FROM_RESPONDER, atNanos);
        }
        recycle(flow.originatorStream);
        recycle(flow.responderStream);
    }

    private void recycle(Stream stream) {
        Fingerprints delivered = stream.delivered;
        stream.delivered = null;
        if (delivered != null && spare < spares.length) {
            delivered.clear();
            spares[spare++] = delivered;
        }
    }

    /** Bytes up to {@code sequence} will not come. */
    void giveUpTo(TcpFlow flow, Direction from, int sequence, long atNanos) {
        Stream stream = flow.stream(from);
        while (stream.held != null && stream.held.sequence - sequence < 0) {
            giveUpHole(flow, from, atNanos);
        }
        int hole = sequence - stream.next;
        if (hole > 0) {
            missing(flow, from, hole, atNanos);
        }
    }

    private void giveUpHole(TcpFlow flow, Direction from, long atNanos) {
        Stream stream = flow.stream(from);
        HeldSegment first = stream.held;
        if (first != null) {
            missing(flow, from, first.sequence - stream.next, atNanos);
            drain(flow, from, atNanos);
        }
    }

    private void missing(TcpFlow flow, Direction from, int count, long atNanos) {
        flow.stream(from).next += count;
        flow.stream(from).progressNanos = atNanos;
        if (count <= 0 || !interpreter.wants(flow, from)) {
            return;
        }
        if (anomalies.admit(TcpAnomaly.BYTES_MISSING, atNanos)) {
            anomalies.tell(TcpAnomaly.BYTES_MISSING, flow.connection, atNanos, count + " bytes " + from);
        }
        interpreter.gap(flow, from, count, atNanos);
    }

    private void drain(TcpFlow flow, Direction from, long atNanos) {
        Stream stream = flow.stream(from);
        for (HeldSegment first = stream.held; first != null && first.sequence - stream.next <= 0; first = stream.held) {
            stream.held = first.next;
            stream.heldCount--;
            stream.heldBytes -= first.bytes.length;
            heldBytes -= first.bytes.length;
            int old = stream.next - first.sequence;
            if (old < first.bytes.length) {
                deliver(flow, from, heldWindow.over(first.bytes, old, first.bytes.length - old), atNanos);
            }
        }
    }

    /** Holds the bytes nobody holds yet; true if others of them differ from what is held. */
    private boolean hold(Stream stream, int sequence, Window payload, long atNanos) {
        if (stream.held == null) {
            stream.heldSinceNanos = atNanos;
        }
        int from = 0;
        int length = payload.length();
        boolean differs = false;
        HeldSegment before = null;
        HeldSegment after = stream.held;
        while (from < length) {
            if (after != null && after.end() - (sequence + from) <= 0) {
                before = after;
                after = after.next;
                continue;
            }
            int free = after == null ? length - from : Math.min(length - from, after.sequence - (sequence + from));
            if (free > 0) {
                before = insert(stream, before, sequence + from, copy(payload, from, free));
                from += free;
            } else if (after != null) {
                int common = Math.min(length - from, after.end() - (sequence + from));
                differs |= !equal(payload, from, after, sequence + from - after.sequence, common);
                from += common;
            }
        }
        return differs;
    }

    private HeldSegment insert(Stream stream, @Nullable HeldSegment before, int sequence, byte[] bytes) {
        HeldSegment segment = new HeldSegment(sequence, bytes, before == null ? stream.held : before.next);
        if (before == null) {
            stream.held = segment;
        } else {
            before.next = segment;
        }
        stream.heldCount++;
        stream.heldBytes += bytes.length;
        heldBytes += bytes.length;
        return segment;
    }

    private static byte[] copy(Window payload, int from, int size) {
        byte[] bytes = new byte[size];
        payload.copy(from, bytes, 0, size);
        return bytes;
    }

    private static boolean equal(Window payload, int from, HeldSegment held, int at, int size) {
        int start = payload.start() + from;
        return Arrays.equals(payload.array(), start, start + size, held.bytes, at, at + size);
    }

    /** Outside of the window: nothing, unless the stream plainly goes on there. */
    private void stray(TcpFlow flow, Direction from, Segment segment, long atNanos) {
        Stream stream = flow.stream(from);
        int sequence = segment.payloadSequence();
        stream.strays = sequence == stream.strayNext && stream.strays > 0 ? stream.strays + 1 : 1;
        stream.strayNext = sequence + segment.original;
        if (stream.strays < STRAYS_MAX) {
            if (anomalies.admit(TcpAnomaly.OUTSIDE_WINDOW, atNanos)) {
                String detail = "found sequence " + (sequence & 0xFFFF_FFFFL) + ", expected "
                        + (stream.next & 0xFFFF_FFFFL) + " within " + limits.windowBytesMax();
                anomalies.tell(TcpAnomaly.OUTSIDE_WINDOW, flow.connection, atNanos, detail);
            }
            return;
        }
        while (stream.held != null) {
            giveUpHole(flow, from, atNanos);
        }
        int jump = sequence - stream.next;
        stream.next = sequence;
        if (interpreter.wants(flow, from)) {
            interpreter.gap(flow, from, jump > 0 ? jump : segment.original, atNanos);
        }
        inOrder(flow, from, segment, atNanos);
    }

    private static boolean isCovered(Stream stream, int sequence) {
        return stream.wasAcknowledged && sequence - stream.next > 0 && stream.acknowledged - sequence >= 0;
    }

    private void differs(TcpFlow flow, int sequence, int length, long atNanos) {
        if (anomalies.admit(TcpAnomaly.OVERLAP_DIFFERS, atNanos)) {
            String detail = length + " bytes at sequence " + (sequence & 0xFFFF_FFFFL) + ", the first are kept";
            anomalies.tell(TcpAnomaly.OVERLAP_DIFFERS, flow.connection, atNanos, detail);
        }
    }
}
