package io.fieldwarden.agent.baseline;

import java.time.Duration;

/**
 * Whether what is new becomes normal. Time is traffic time that was really watched: a gap of more than
 * {@link #GAP_NANOS_MAX} (the agent was off, or captures were glued together) counts as that much only.
 */
public final class Learning {
    /** No completeness ends learning, time alone does. */
    public static final double NEVER_ENOUGH = 2;

    static final long GAP_NANOS_MAX = Duration.ofMinutes(1).toNanos();

    /** How to learn. */
    public enum Mode {
        /** For a time, then judge. */
        LEARN,
        /** Never: judge by what was learned before. */
        FROZEN,
        /** For ever; alerts that need a baseline stay silent. */
        ALWAYS
    }

    private final Mode mode;
    private final long durationNanos;
    private final double enough;
    private boolean ended;
    private long watchedNanos;
    private long sinceNanos;
    private long lastNanos;

    /**
     * @param duration watched traffic time to learn for; not read in {@link Mode#ALWAYS}
     */
    public Learning(Mode mode, Duration duration) {
        this(mode, duration, NEVER_ENOUGH);
    }

    /**
     * @param duration watched traffic time to learn for at most; not read in {@link Mode#ALWAYS}
     * @param enough completeness at which learning ends sooner, between 0 and 1, or {@link #NEVER_ENOUGH}
     */
    public Learning(Mode mode, Duration duration, double enough) {
        this.mode = mode;
        this.durationNanos = duration.toNanos();
        this.enough = enough;
        this.ended = mode == Mode.FROZEN;
    }

    /** Whether what is new becomes normal now. */
    public boolean on() {
        return !ended;
    }

    /** Whether anything can be told from normal: learning is over and there was something to learn from. */
    public boolean judging() {
        return ended && sinceNanos != 0;
    }

    /** Moves traffic time on; ends learning when it has lasted long enough. */
    public void timePassed(long atNanos) {
        if (ended) {
            return;
        }
        if (sinceNanos == 0) {
            sinceNanos = atNanos;
        } else if (lastNanos != 0 && atNanos > lastNanos) {
            watchedNanos += Math.min(atNanos - lastNanos, GAP_NANOS_MAX);
        }
        lastNanos = Math.max(lastNanos, atNanos);
        ended = mode != Mode.ALWAYS && watchedNanos >= durationNanos;
    }

    /** Ends learning now, whatever the mode. */
    public void freeze() {
        ended = true;
    }

    /** Says how complete what was learned is, between 0 and 1; ends learning if that is enough. */
    void reached(double completeness) {
        ended |= mode == Mode.LEARN && completeness >= enough;
    }

    /** Begins again from nothing, whatever the mode: what was learned is lost. */
    public void startAnew() {
        ended = false;
        watchedNanos = 0;
        sinceNanos = 0;
    }

    /** Traffic time learned from so far, in nanoseconds. */
    public long watchedNanos() {
        return watchedNanos;
    }

    /** Traffic time at which learning began, 0 if it has not. */
    public long sinceNanos() {
        return sinceNanos;
    }

    void restore(boolean wasEnded, long watched, long since) {
        watchedNanos = watched;
        sinceNanos = since;
        lastNanos = 0;
        ended = mode != Mode.ALWAYS && (wasEnded || ended || (mode == Mode.LEARN && watched >= durationNanos));
    }
}
