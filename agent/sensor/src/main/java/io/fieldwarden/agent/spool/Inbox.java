package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the lanes hand alerts over to the spool's writer without ever waiting for the disk. When it is full, the lowest
 * severity goes: one that waits here, or the newcomer.
 */
final class Inbox {
    /** Memory an alert is taken to need beside its evidence. */
    private static final int ALERT_BYTES = 2048;

    private final SpoolLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Alert> alerts = new ArrayDeque<>();
    private long bytes;
    private long handed;
    private long dropped;
    private boolean forceWanted;
    private boolean closed;

    Inbox(SpoolLimits limits) {
        this.limits = limits;
    }

    /**
     * What the writer takes at once.
     *
     * @param alerts in order of arrival
     * @param handed alerts handed over since start, up to and with these
     * @param dropped alerts given up here since the last time
     * @param forceWanted whether somebody waits for them to be lasting
     * @param closed whether no more will come
     */
    record Taken(List<Alert> alerts, long handed, long dropped, boolean forceWanted, boolean closed) {}

    /** Takes an alert from a lane; never waits. */
    void hand(Alert alert) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the spool is closed");
            }
            handed++;
            alerts.addLast(alert);
            bytes += size(alert);
            while (alerts.size() > limits.inboxAlerts() || (bytes > limits.inboxBytes() && alerts.size() > 1)) {
                giveUpLowest();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the writer to make everything handed over so far lasting, and says how much that is. */
    long wantForce() {
        lock.lock();
        try {
            forceWanted = true;
            changed.signal();
            return handed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to do, at most {@code nanos}, and takes all of it. */
    Taken take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (alerts.isEmpty() && !forceWanted && !closed && dropped == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            Taken taken = new Taken(new ArrayList<>(alerts), handed, dropped, forceWanted, closed);
            alerts.clear();
            bytes = 0;
            dropped = 0;
            forceWanted = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveUpLowest() {
        Alert lowest = alerts.getLast(); // among equals the newcomer goes: the older one tells how it began
        for (Alert alert : alerts) {
            if (alert.severity().compareTo(lowest.severity()) < 0) {
                lowest = alert;
            }
        }
        alerts.removeLastOccurrence(lowest);
        bytes -= size(lowest);
        dropped++;
    }

    private static int size(Alert alert) {
        Evidence evidence = alert.evidence();
        return ALERT_BYTES + (evidence == null ? 0 : evidence.pcapng().length);
    }
}
