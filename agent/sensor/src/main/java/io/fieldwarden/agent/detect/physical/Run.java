package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import org.jspecify.annotations.Nullable;

/**
 * A run of points of one device as messages ask for it.
 *
 * @param device the device
 * @param points the points
 * @param written whether this is what clients write to them
 * @param tracks what is followed of each point, null if nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // owned by the session, never compared
record Run(
        Device device,
        Points points,
        boolean written,
        @Nullable Track[] tracks) {

    boolean is(ValueSeen seen) {
        Points other = seen.points();
        return points.first() == other.first()
                && points.count() == other.count()
                && written == (seen.way() == ValueSeen.Way.WRITTEN)
                && points.space().equals(other.space());
    }
}
