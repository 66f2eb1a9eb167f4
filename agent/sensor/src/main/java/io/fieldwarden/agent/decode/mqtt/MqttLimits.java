package io.fieldwarden.agent.decode.mqtt;

/**
 * What MQTT may cost, for each connection where nothing else is said.
 *
 * @param packetBytesMax longest control packet that is waited for whole, fixed header included; of a longer PUBLISH the header
 *     and topic are decoded and the payload is skipped, any other longer packet is skipped
 * @param textCharsMax longest text (topic, client id, property) kept; longer ones are cut and say by how much
 * @param propertiesMax properties kept per packet
 * @param filtersMax topic filters told per SUBSCRIBE or UNSUBSCRIBE
 * @param inFlightMax requests awaiting an answer per direction; the oldest is forgotten first
 * @param topicsMax topics whose operations are kept for reuse, of all connections of a thread together
 * @param aliasesMax topic aliases remembered per direction
 * @param valuesMax values told per payload
 * @param findingsMax broken rules told per packet
 * @param malformedMax malformed packets after which the connection is given up
 * @param resyncBytesMax bytes waited for after a gap until the next packet is found
 * @param answerNanosMax time after which a request counts as unanswered
 */
public record MqttLimits(
        int packetBytesMax,
        int textCharsMax,
        int propertiesMax,
        int filtersMax,
        int inFlightMax,
        int topicsMax,
        int aliasesMax,
        int valuesMax,
        int findingsMax,
        int malformedMax,
        int resyncBytesMax,
        long answerNanosMax) {

    /** What the agent uses. */
    public static final MqttLimits DEFAULT =
            new MqttLimits(64 * 1024, 1024, 64, 256, 1024, 4096, 512, 1024, 8, 16, 4096, 30_000_000_000L);

    public MqttLimits {
        if (packetBytesMax < 64 || textCharsMax < 16 || topicsMax < 1 || inFlightMax < 1 || resyncBytesMax < 64) {
            throw new IllegalArgumentException("limits too small to decode anything: packet " + packetBytesMax
                    + " bytes (expected 64 or more), text " + textCharsMax + " (16), topics " + topicsMax
                    + " (1), in flight " + inFlightMax + " (1), resync " + resyncBytesMax + " bytes (64)");
        }
    }
}
