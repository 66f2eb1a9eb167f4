package io.fieldwarden.agent.observation;

/**
 * Values of a run of points, as one message carried them.
 *
 * @param atNanos time of the message that carried them
 * @param connection the conversation
 * @param way how they came to be seen
 * @param points the points, as many as there are values
 * @param values the values
 * @param quality quality the protocol gives them
 * @param unit engineering unit the protocol gives them, empty if none
 */
public record ValueSeen(
        long atNanos, Connection connection, Way way, Points points, Values values, Quality quality, String unit)
        implements Observation {

    public ValueSeen {
        if (points.count() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + points.count() + " points");
        }
    }

    /** Values of a protocol that carries neither quality nor unit. */
    public ValueSeen(long atNanos, Connection connection, Way way, Points points, Values values) {
        this(atNanos, connection, way, points, values, Quality.UNSTATED, "");
    }

    /** How a value came to be seen. */
    public enum Way {
        READ,
        WRITTEN,
        REPORTED
    }

    /** Quality as OPC UA groups it. */
    public enum Quality {
        UNSTATED,
        GOOD,
        UNCERTAIN,
        BAD
    }
}
