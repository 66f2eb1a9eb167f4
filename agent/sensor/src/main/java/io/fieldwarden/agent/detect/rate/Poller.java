package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import org.jspecify.annotations.Nullable;

/** A station that polls a device, and how often it did within the minute that goes on. */
final class Poller {
    /** What a finished minute means for one whose rhythm is known. */
    enum Change {
        NONE,
        FASTER,
        SLOWER
    }

    final Endpoint client;
    final Endpoint server;
    final String protocol;
    /** What was learned of it, null if nothing was. */
    final @Nullable Measure usual;
    /** The latest conversation they polled in. */
    long connectionId;

    long polledNanos;
    long minute = Long.MIN_VALUE;
    long polls;
    /** The minute did not begin with the watching, a pause or a hole. */
    boolean whole;

    int changed;
    Change change = Change.NONE;
    boolean stopTold;
    /** Not a number until they were worked out; then fewest is 0 if there is no rhythm. */
    double fewest = Double.NaN;

    double most = Double.NaN;

    Poller(Connection connection, Direction from, String protocol, @Nullable Measure usual) {
        this.client = connection.end(from);
        this.server = connection.end(from.opposite());
        this.protocol = protocol;
        this.usual = usual;
    }

    /** What was counted is worth nothing: nobody listened all the time. */
    void interrupted(long atNanos) {
        minute = Long.MIN_VALUE;
        changed = 0;
        polledNanos = atNanos;
    }
}
