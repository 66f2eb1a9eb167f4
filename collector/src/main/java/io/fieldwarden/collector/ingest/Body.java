package io.fieldwarden.collector.ingest;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;

/** A request's body as it arrives: bounded on its own, and counted against what all bodies together may hold. */
final class Body {
    private final int bytesMax;
    private final AtomicLong inFlight;
    private final long inFlightMax;
    private final Buffer bytes = Buffer.buffer();
    private boolean released;

    Body(int bytesMax, AtomicLong inFlight, long inFlightMax) {
        this.bytesMax = bytesMax;
        this.inFlight = inFlight;
        this.inFlightMax = inFlightMax;
    }

    /** What became of a chunk. */
    enum Taken {
        TAKEN,
        TOO_LONG,
        NO_ROOM
    }

    Taken take(Buffer chunk) {
        if (bytes.length() + (long) chunk.length() > bytesMax) {
            return Taken.TOO_LONG;
        }
        if (inFlight.addAndGet(chunk.length()) > inFlightMax) {
            inFlight.addAndGet(-chunk.length());
            return Taken.NO_ROOM;
        }
        bytes.appendBuffer(chunk);
        return Taken.TAKEN;
    }

    byte[] bytes() {
        return bytes.getBytes();
    }

    /** Gives back what it held of the common room; doing it twice changes nothing. */
    synchronized void release() {
        if (!released) {
            released = true;
            inFlight.addAndGet(-bytes.length());
        }
    }
}
