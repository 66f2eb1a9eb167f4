package io.fieldwarden.collector.sink;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A hint that something is new; many hints while nobody waits are one. */
final class Signal {
    private final Semaphore hints = new Semaphore(0);

    void hint() {
        if (hints.availablePermits() == 0) {
            hints.release();
        }
    }

    /** Waits for a hint, or for as long as {@code most}. */
    void await(Duration most) throws InterruptedException {
        if (hints.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            hints.drainPermits();
        }
    }
}
