package io.fieldwarden.collector.ingest;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Virtual threads for requests, as many at once as the limit says. */
final class Workers implements AutoCloseable {
    private final Semaphore places;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ingest-", 0).factory());

    Workers(int requestsMax) {
        this.places = new Semaphore(requestsMax);
    }

    /** Starts {@code work}, or returns false if all places are taken. */
    boolean start(Runnable work) {
        if (threads.isShutdown() || !places.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
        return true;
    }

    /** Lets what has begun finish within {@code patience}. */
    void drain(Duration patience) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain(Duration.ofSeconds(10));
    }
}
