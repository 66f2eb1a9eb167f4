package io.fieldwarden.agent.decode.enip.cip;

/**
 * Limits of reading CIP messages.
 *
 * @param services services of one multiple service packet that are read
 * @param depth services inside services
 * @param segments segments of one path that are read
 * @param textChars characters of one text a device or client supplied
 * @param elements values of one message that are told
 * @param anomalies anomalies told of one message
 * @param identities devices (a device behind a route counts by itself) whose identity is remembered per connection
 */
public record CipLimits(
        int services, int depth, int segments, int textChars, int elements, int anomalies, int identities) {

    public static CipLimits standard() {
        return new CipLimits(128, 4, 32, 255, 2_048, 8, 64);
    }
}
