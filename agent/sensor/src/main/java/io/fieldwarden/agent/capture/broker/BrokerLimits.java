package io.fieldwarden.agent.capture.broker;

/**
 * What one broker may take of the agent.
 *
 * @param queuePublicationsMax most publications waiting to be drained; later ones are dropped and counted
 * @param queueBytesMax most bytes of payload among them
 * @param packetBytesMax longest packet; a longer publication is stepped over and counted as dropped
 * @param connectMillis longest time for connecting and for each answer while doing so
 * @param backoffMinMillis wait after the first failure, doubled with every further one
 * @param backoffMaxMillis longest wait between two attempts
 */
public record BrokerLimits(
        int queuePublicationsMax,
        long queueBytesMax,
        int packetBytesMax,
        int connectMillis,
        int backoffMinMillis,
        int backoffMaxMillis) {
    public static final BrokerLimits DEFAULT =
            new BrokerLimits(8192, 8 * 1024 * 1024, 1024 * 1024, 10_000, 1000, 60_000);

    public BrokerLimits {
        if (queuePublicationsMax < 1 || queueBytesMax < 1 || packetBytesMax < 256) {
            throw new IllegalArgumentException("broker limits of " + queuePublicationsMax + " publications, "
                    + queueBytesMax + " bytes and " + packetBytesMax + " bytes a packet; expected at least 1, 1, 256");
        }
        if (backoffMinMillis < 1 || backoffMaxMillis < backoffMinMillis || connectMillis < 1) {
            throw new IllegalArgumentException("broker waits of " + connectMillis + ", " + backoffMinMillis + " and "
                    + backoffMaxMillis + " ms; expected positive ones, the shorter back-off first");
        }
    }
}
