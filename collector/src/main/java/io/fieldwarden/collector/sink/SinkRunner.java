package io.fieldwarden.collector.sink;

import io.fieldwarden.collector.store.AlertStore;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.fieldwarden.collector.telemetry.RoomMeter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the store's changes to one sink, on a thread of its own: from its durable cursor on, in order, again and again
 * until the receiver has them. A dead receiver delays nobody else, and misses nothing when it comes back.
 */
public final class SinkRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final SinkSettings settings;
    private final Opener opener;
    private final AlertStore store;
    private final Cursors cursors;
    private final SinkLimits limits;
    private final InstantSource clock;
    private final RoomMeter meter;
    private final Signal signal = new Signal();
    private final Thread thread;
    private AlertStore.@Nullable Subscription subscription;
    private volatile boolean stopping;
    private volatile long cursor;
    private volatile String trouble = "";

    /** Opens the sink anew after each failure. */
    @FunctionalInterface
    public interface Opener {
        Sink open() throws IOException, InterruptedException;
    }

    /**
     * What all sinks share.
     *
     * @param store where changes are read
     * @param cursors how far every sink is
     */
    public record Supply(AlertStore store, Cursors cursors, SinkLimits limits, InstantSource clock) {}

    public SinkRunner(SinkSettings settings, Opener opener, Supply supply, RoomMeter meter) {
        this.settings = settings;
        this.opener = opener;
        this.store = supply.store();
        this.cursors = supply.cursors();
        this.limits = supply.limits();
        this.clock = supply.clock();
        this.meter = meter;
        this.thread = Thread.ofVirtual().name("sink-" + settings.name()).unstarted(this::run);
    }

    /** Starts delivering. */
    public SinkRunner start() {
        subscription = store.onChange(signal::hint);
        thread.start();
        return this;
    }

    /** The sink's name. */
    public String name() {
        return settings.name();
    }

    /** Changes in the store that the receiver is not known to have. */
    public long behind() {
        return Math.max(0, store.lastSequence() - cursor);
    }

    /** Why nothing is delivered at the moment, empty if all is well. */
    public String trouble() {
        return trouble;
    }

    private void run() {
        Duration wait = limits.retryFirst();
        while (!stopping) {
            long before = cursor;
            try {
                cursor = cursors.read(settings.name());
                deliver();
            } catch (IOException e) {
                meter.failed(1);
                wait = cursor > before ? limits.retryFirst() : wait;
                failed(String.valueOf(e.getMessage()), wait);
            } catch (InterruptedException e) {
                return; // close() was called
            } catch (RuntimeException e) {
                meter.failed(1);
                failed("stopped by a defect or by the store: " + e, wait);
                LOG.debug("why", e);
            }
            if (!stopping && !pause(wait)) {
                return;
            }
            wait = longer(wait);
        }
    }

    private void deliver() throws IOException, InterruptedException {
        try (Sink sink = opener.open()) {
            if (!trouble.isEmpty()) {
                LOG.info("sink {} is connected again; it is {} changes behind", settings.name(), behind());
                trouble = "";
            }
            long sent = cursor;
            while (!stopping) {
                List<Change> changes =
                        sent - cursor < limits.unconfirmed() ? store.changesAfter(sent, limits.batch()) : List.of();
                if (!changes.isEmpty()) {
                    long mark = changes.getLast().sequence();
                    List<Change> wanted = changes.stream().filter(this::wanted).toList();
                    meter.received(wanted.size());
                    sink.deliver(wanted, mark);
                    meter.emitted(wanted.size());
                    sent = mark;
                }
                confirm(sink.confirmed());
                if (changes.isEmpty()) {
                    signal.await(cursor < sent ? limits.poll() : limits.idle());
                }
            }
        }
    }

    private boolean wanted(Change change) {
        return settings.updates() || change.kind() != Change.Kind.UPDATED;
    }

    private void confirm(long confirmed) {
        if (confirmed > cursor) {
            Instant now = clock.instant();
            cursors.write(settings.name(), confirmed, now);
            cursor = confirmed;
        }
    }

    private void failed(String why, Duration wait) {
        if (!why.equals(trouble)) {
            LOG.warn(
                    "sink {} delivers nothing: {}. Nothing is lost, {} changes wait in the store; next try in about {}"
                            + " s",
                    settings.name(),
                    why,
                    behind(),
                    Math.max(1, wait.toSeconds()));
        }
        trouble = why;
    }

    /** Waits between half and all of {@code wait}, so that many sinks do not come back at one moment. */
    private static boolean pause(Duration wait) {
        long millis = wait.toMillis();
        try {
            Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
            return true;
        } catch (InterruptedException e) {
            return false; // close() was called
        }
    }

    private Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(limits.retryMax()) < 0 ? twice : limits.retryMax();
    }

    /** Stops delivering; what is not confirmed is delivered again after the next start. */
    @Override
    public void close() {
        stopping = true;
        if (subscription != null) {
            subscription.close();
        }
        thread.interrupt();
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                LOG.warn("sink {} did not stop within {} s and is left behind", name(), CLOSE_PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
