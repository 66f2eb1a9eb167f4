package io.fieldwarden.agent.decode;

/** A format that other protocols carry, for instance JSON in MQTT: the plug-in, found through {@link java.util.ServiceLoader}. */
public interface PayloadDecoder {

    /** Name in lower case, for instance {@code json}. */
    String format();

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
         * @param path where in the payload, as a JSON pointer (RFC 6901); empty for the payload itself
         * @param number the value
         */
        void number(String path, double number);

        void text(String path, String text);

        void truth(String path, boolean truth);

        /** Says that values were left out because a limit of the format's decoder was reached. */
        default void omitted(int values) {}
    }
}
