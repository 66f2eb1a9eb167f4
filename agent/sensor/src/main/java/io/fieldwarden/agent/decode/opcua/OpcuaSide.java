package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;

/** The stream of one direction: where it stands, and the message that is put together from its chunks. */
final class OpcuaSide {
    /** Above it the next sequence number may begin anew (OPC 10000-6 6.7.2.4). */
    private static final long WRAPS_ABOVE = 4_294_966_271L;

    private static final long WRAPS_BELOW = 1_024;
    private static final long UNKNOWN = -1;

    private final OpcuaLimits limits;
    private long sequence = UNKNOWN;
    private byte[] bytes = new byte[0];
    private int length;
    private int chunks;
    private long requestId = UNKNOWN;

    boolean synchronised;
    /** Whether the next chunk begins a message, as far as is known. */
    boolean boundary;
    /** Whether everything since the beginning was seen. */
    boolean complete;

    int skipped;
    /** Bytes of a chunk that has begun. */
    int begun;
    /** Whether the rest of a message that is too long is left out. */
    boolean dropping;

    OpcuaSide(OpcuaLimits limits, boolean fromTheStart) {
        this.limits = limits;
        synchronised = fromTheStart;
        boundary = fromTheStart;
        complete = fromTheStart;
    }

    /** Bytes are missing. */
    void lost() {
        synchronised = false;
        boundary = false;
        complete = false;
        skipped = 0;
        begun = 0;
        sequence = UNKNOWN;
        forget();
    }

    /** The number expected before {@code next}, or -1 if it follows; remembers it. */
    long follows(long next) {
        long before = sequence;
        sequence = next;
        boolean wraps = before > WRAPS_ABOVE && next < WRAPS_BELOW;
        return before == UNKNOWN || next == before + 1 || wraps ? UNKNOWN : (before + 1) & 0xFFFF_FFFFL;
    }

    /** A new channel counts from anywhere. */
    void restart() {
        sequence = UNKNOWN;
    }

    boolean assembling() {
        return chunks > 0;
    }

    long requestId() {
        return requestId;
    }

    /** Adds a part; false if that is more than the limits allow. */
    boolean add(long ofRequest, Window window, int from, int to) {
        requestId = ofRequest;
        chunks++;
        int size = to - from;
        if (chunks > limits.chunks() || length + size > limits.messageBytes()) {
            return false;
        }
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, Math.min(2 * bytes.length, limits.messageBytes())));
        }
        window.copy(from, bytes, length, size);
        length += size;
        return true;
    }

    /** What was put together; valid until {@link #forget}. */
    Window message() {
        return new Window().over(bytes, 0, length);
    }

    void forget() {
        bytes = new byte[0];
        length = 0;
        chunks = 0;
        requestId = UNKNOWN;
        dropping = false;
    }
}
