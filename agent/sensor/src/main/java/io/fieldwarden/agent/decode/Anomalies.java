package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the anomalies of the lower layers, at most so many of a kind per second of traffic time, so that a flood of broken
 * packets does not become a flood of observations. What is not told is counted as dropped.
 */
public final class Anomalies {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final ObservationSink observations;
    private final RoomMeter meter;
    private final int perSecondMax;
    private final Map<Anomaly, Budget> budgets = new HashMap<>();

    private static final class Budget {
        long second = Long.MIN_VALUE;
        int told;
        long seen;
    }

    /** Tells to {@code observations}, at most {@code perSecondMax} of each kind in a second of traffic time. */
    public Anomalies(ObservationSink observations, RoomMeter meter, int perSecondMax) {
        this.observations = observations;
        this.meter = meter;
        this.perSecondMax = perSecondMax;
    }

    /** Counts an anomaly and answers whether to {@link #tell} it; asked first, so that no detail is put into words in vain. */
    public boolean admit(Anomaly anomaly, long atNanos) {
        Budget budget = budgets.get(anomaly);
        if (budget == null) {
            budget = new Budget();
            budgets.put(anomaly, budget);
        }
        budget.seen++;
        long second = Math.floorDiv(atNanos, SECOND_NANOS);
        if (budget.second != second) {
            budget.second = second;
            budget.told = 0;
        }
        if (budget.told >= perSecondMax) {
            meter.dropped(1);
            return false;
        }
        budget.told++;
        return true;
    }

    /** Tells an anomaly that was admitted. */
    public void tell(Anomaly anomaly, @Nullable Connection connection, long atNanos, String detail) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }

    /** How often {@code anomaly} was met, told or not. */
    public long seen(Anomaly anomaly) {
        Budget budget = budgets.get(anomaly);
        return budget == null ? 0 : budget.seen;
    }
}
