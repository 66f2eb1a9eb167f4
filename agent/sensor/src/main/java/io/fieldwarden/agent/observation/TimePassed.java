package io.fieldwarden.agent.observation;

/**
 * Traffic time moved on. Sent at least once per second of traffic time while anything is captured, and by the capture's
 * own tick when nothing is, so that silence can be noticed without a clock.
 *
 * @param atNanos the traffic time it is now
 * @param frames frames captured since start, {@link #UNTOLD} if the sender does not count them
 * @param dropped frames the capture lost since start, {@link #UNTOLD} if the sender does not count them
 */
public record TimePassed(long atNanos, long frames, long dropped) implements Observation {
    /** Stands for a count that was not told. */
    public static final long UNTOLD = -1;

    /** Time alone, without counts. */
    public TimePassed(long atNanos) {
        this(atNanos, UNTOLD, UNTOLD);
    }
}
