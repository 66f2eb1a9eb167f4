package io.fieldwarden.agent.capture.pcap;

import java.util.concurrent.locks.LockSupport;

/** Tells when a recorded frame is due, by the clock of this computer. */
final class Pacer {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Replay replay;
    private boolean started;
    private long firstNanos;
    private long startMonotonic;
    private long startWall;

    Pacer(Replay replay) {
        this.replay = replay;
    }

    /** Lets the next frame be due at once; the recorded distances count from it. */
    void restart() {
        started = false;
    }

    /** Nanoseconds until a frame recorded at {@code atNanos} is due; 0 or less if it is. */
    long untilDue(long atNanos) {
        if (replay.pace() == Pace.FULL_SPEED) {
            return 0;
        }
        if (!started) {
            started = true;
            firstNanos = atNanos;
            startMonotonic = System.nanoTime();
            startWall = System.currentTimeMillis() * NANOS_PER_MILLI;
        }
        double due = (atNanos - firstNanos) / replay.speed();
        // Double carries 24 days to the nanosecond; a later frame than a long can hold is never due.
        return (long) Math.min(due, Long.MAX_VALUE / 2.0) - (System.nanoTime() - startMonotonic);
    }

    /** The time a frame recorded at {@code atNanos} is to carry. */
    long stamp(long atNanos) {
        if (!replay.restamp()) {
            return atNanos;
        }
        return replay.pace() == Pace.FULL_SPEED
                ? System.currentTimeMillis() * NANOS_PER_MILLI
                : startWall + (long) ((atNanos - firstNanos) / replay.speed());
    }

    /** What time it is in the recording, or by the clock if frames are stamped anew. */
    long now() {
        long elapsed = System.nanoTime() - startMonotonic;
        return replay.restamp() ? startWall + elapsed : firstNanos + (long) (elapsed * replay.speed());
    }

    /** Waits {@code nanos} or until the thread is interrupted. */
    static void await(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static long millis(int millis) {
        return millis * NANOS_PER_MILLI;
    }
}
