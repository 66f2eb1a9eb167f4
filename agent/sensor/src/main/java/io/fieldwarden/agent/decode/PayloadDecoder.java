package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;

/**
 * A format that other protocols carry, for instance JSON in MQTT: the plug-in, found through {@link java.util.ServiceLoader}.
 * One instance belongs to one lane and is used by its thread only.
 */
public interface PayloadDecoder {

    /** Name in lower case, for instance {@code json}. */
    String format();

    /** Whether it is bound to topics of its own: such formats are asked first, the others by their name. */
    default boolean boundToTopics() {
        return false;
    }

    /**
     * Reads a payload into values, in the order they stand in it.
     *
     * @param topic name the payload was published under, a hint only
     * @param payload the payload; may be empty
     * @param values where they go
     * @return false if the payload is not of this format; nothing has been told then
     */
    boolean decode(String topic, Window payload, PayloadValues values);

    /** Takes the values of a payload. */
    interface PayloadValues {
        /**
         * A number.
         *
         * @param path where in the payload, as a JSON pointer (RFC 6901); empty for the payload itself
         * @param number the value
         */
        void number(String path, double number);

        void text(String path, String text);

        void truth(String path, boolean truth);

        /** Says that values were left out because a limit of the format's decoder was reached. */
        default void omitted(int values) {}

        /** A value that has a name beyond this topic, and may have a quality and a unit. */
        default void point(PointValue value) {}

        /** Something the payload asks for or announces, beyond being published; nobody answers it. */
        default void operation(Operation operation) {}

        /**
         * The publisher says who it is.
         *
         * @param source where it says so, for instance {@code sparkplug}
         * @return whether it could be told: a payload that a broker passes on does not show its publisher's address
         */
        default boolean identity(String source, List<Attribute> facts) {
            return false;
        }

        /** A payload that breaks the rules of its format; bound how often. */
        default void anomaly(Anomaly anomaly, String detail) {}

        /**
         * Which flow of payloads this one belongs to: a connection and a direction of it. One payload is seen in several
         * flows, once on its way to a broker and once on its way to each subscriber, so rules of order hold per flow.
         */
        default long flow() {
            return 0;
        }
    }

    /**
     * A value with a stable name of its own.
     *
     * @param way how it came to be seen
     * @param points the point, or a run of them
     * @param unit engineering unit, empty if none
     */
    record PointValue(ValueSeen.Way way, Points points, Values values, ValueSeen.Quality quality, String unit) {}
}
