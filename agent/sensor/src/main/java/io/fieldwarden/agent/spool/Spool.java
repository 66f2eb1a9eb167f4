package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts on disk until the collector has them.
 *
 * <p>{@link #append} only hands over: a thread of the spool's own writes, so that no lane ever waits for a disk. A written
 * alert survives the end of the process at once. It survives a power cut once it is forced: alerts of high and critical
 * severity with the write itself, others within {@link SpoolLimits#forceWithin}, and all of them before they are sent. One
 * force serves everything written before it.
 *
 * <p>Of several revisions of one alert only the newest waits. A receipt that is lost in a crash makes an alert leave
 * twice; the collector knows it by id and revision.
 */
public final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final long IDLE_NANOS = Duration.ofSeconds(60).toNanos();

    private final SpoolLimits limits;
    private final RoomMeter meter;
    private final DirectoryLock directoryLock;
    private final AlertLog log;
    private final Inbox inbox;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private long durable;
    private @Nullable IOException failure;
    private long unforcedSince;
    private boolean closed;
    private volatile SpoolReport report;

    private Spool(SpoolLimits limits, RoomMeter meter, DirectoryLock directoryLock, AlertLog log) {
        this.limits = limits;
        this.meter = meter;
        this.directoryLock = directoryLock;
        this.log = log;
        inbox = new Inbox(limits);
        report = snapshot();
        writer = Thread.ofPlatform().name("spool").daemon().unstarted(this::write);
    }

    /**
     * Opens the spool in a directory of its own, made with access for its owner only. Whatever a crash left there is
     * read as far as it can be.
     *
     * @throws IOException if the directory cannot be used, or another process uses it
     */
    public static Spool open(Path directory, SpoolLimits limits, RoomMeter meter) throws IOException {
        DirectoryLock held = DirectoryLock.take(directory);
        try {
            Spool spool = new Spool(limits, meter, held, new AlertLog(directory, limits));
            spool.writer.start();
            return spool;
        } catch (IOException | RuntimeException e) {
            held.release();
            throw e;
        }
    }

    /**
     * Hands an alert or a later revision of it over; never waits for the disk. When more is handed over than
     * {@link SpoolLimits#inboxAlerts} and {@link SpoolLimits#inboxBytes} before the disk takes it, the lowest severity
     * among them is dropped and counted.
     */
    public void append(Alert alert) {
        inbox.hand(alert);
    }

    /**
     * Waits until everything handed over before is on the medium.
     *
     * @throws IOException if the medium refuses
     */
    public void force() throws IOException, InterruptedException {
        long target = inbox.wantForce();
        lock.lockInterruptibly();
        try {
            while (durable < target && !closed) {
                progress.await();
            }
            if (failure != null) {
                throw new IOException("the spool's disk refuses to store: " + failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The alerts that have waited longest, in order; they stay until {@link #release}.
     *
     * @param alertsMax at most so many
     * @param bytesMax at most so many bytes of JSON, but always one alert if any waits
     */
    public List<SpooledAlert> peek(int alertsMax, long bytesMax) throws IOException {
        lock.lock();
        try {
            return log.peek(alertsMax, bytesMax);
        } finally {
            report = snapshot();
            lock.unlock();
        }
    }

    /** Frees what the collector has receipted; a newer revision that came meanwhile stays. */
    public void release(List<SpooledAlert> alerts) {
        lock.lock();
        try {
            for (SpooledAlert alert : alerts) {
                meter.emitted(log.release(alert) ? 1 : 0);
            }
        } finally {
            report = snapshot();
            lock.unlock();
        }
    }

    /** Waits until an alert waits to be sent, at most {@code longest}; tells whether one does. */
    public boolean awaitAlerts(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (log.waiting() == 0 && left > 0 && !closed) {
                left = progress.awaitNanos(left);
            }
            return log.waiting() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What waits; never waits for the disk itself. */
    public SpoolReport report() {
        return report;
    }

    /** Alerts that could not be read back because the disk had damaged them, since start. */
    public long damaged() {
        lock.lock();
        try {
            return log.damaged();
        } finally {
            lock.unlock();
        }
    }

    /** Older revisions that need no sending because a newer one waited, since start. */
    public long collapsed() {
        lock.lock();
        try {
            return log.collapsed();
        } finally {
            lock.unlock();
        }
    }

    /** Writes and forces what was handed over, and lets the directory go. */
    @Override
    public void close() {
        inbox.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true; // what was handed over is worth the wait
            }
        }
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                progress.signalAll();
                log.close();
            }
        } catch (IOException e) {
            LOG.warn("Spool: could not be closed cleanly ({}); it will be checked at the next start", e.toString());
        } finally {
            directoryLock.release();
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        boolean more = true;
        while (more) {
            try {
                Inbox.Taken taken = inbox.take(nanosToForce());
                store(taken);
                more = !taken.closed();
            } catch (InterruptedException e) {
                LOG.debug("Nobody interrupts the spool's writer; it goes on until it is closed");
            }
        }
    }

    private void store(Inbox.Taken taken) {
        lock.lock();
        try {
            long droppedBefore = log.dropped();
            log.drop(taken.dropped());
            meter.received(taken.alerts().size() + taken.dropped());
            boolean urgent = taken.forceWanted() || taken.closed();
            for (Alert alert : taken.alerts()) {
                keep(alert);
                urgent |= alert.severity().compareTo(Severity.HIGH) >= 0;
            }
            if (unforcedSince == 0 && log.dirty()) {
                unforcedSince = now();
            }
            if (urgent || nanosToForce() == 0 || !log.dirty()) {
                commit();
                durable = taken.handed();
            }
            meter.dropped(log.dropped() - droppedBefore);
        } finally {
            report = snapshot();
            progress.signalAll();
            lock.unlock();
        }
    }

    private void keep(Alert alert) {
        try {
            log.append(alert);
        } catch (RuntimeException e) {
            meter.failed(1);
            LOG.error(
                    "Spool: alert {} {} could not be stored; this is a defect, please report it",
                    alert.type(),
                    alert.id(),
                    e);
        }
    }

    private void commit() {
        unforcedSince = 0;
        try {
            log.commit();
            failure = null;
        } catch (IOException e) {
            if (failure == null) {
                LOG.warn(
                        "Spool: the disk refuses to store ({}); alerts are kept as far as it takes them", e.toString());
            }
            failure = e;
        }
    }

    private long nanosToForce() {
        return unforcedSince == 0
                ? IDLE_NANOS
                : Math.max(0, limits.forceWithin().toNanos() - (now() - unforcedSince));
    }

    private SpoolReport snapshot() {
        return new SpoolReport(log.waiting(), log.liveBytes(), limits.bytesMax(), log.dropped());
    }

    private static long now() {
        return Math.max(1, System.nanoTime() & Long.MAX_VALUE);
    }
}
