package io.fieldwarden.agent.spool;

import java.time.Duration;

/**
 * Every limit of the spool.
 *
 * @param bytesMax disk the spool never exceeds, at least four segments
 * @param alertsMax alerts that wait at most; each takes about 130 bytes of memory while it waits
 * @param segmentBytes size at which a new file is begun, at least 4 KiB; also the portion in which a full spool gives up
 *     its lowest severity
 * @param inboxAlerts alerts handed over by the lanes and not yet written, at least 1
 * @param inboxBytes memory those take at most, estimated from their evidence
 * @param forceWithin longest time an alert of medium or lower severity is written but not yet forced to the medium
 */
public record SpoolLimits(
        long bytesMax, int alertsMax, int segmentBytes, int inboxAlerts, long inboxBytes, Duration forceWithin) {
    /** Largest alert in bytes of JSON; a larger one loses its evidence, and is dropped if that does not help. */
    public static final int ALERT_BYTES_MAX = 1024 * 1024;
    /** 256 MiB of disk, 100,000 alerts, forced within 100 ms. */
    public static final SpoolLimits DEFAULT =
            new SpoolLimits(256L << 20, 100_000, 4 << 20, 2_048, 8L << 20, Duration.ofMillis(100));

    private static final int SEGMENT_BYTES_MIN = 4096;
    private static final int SEGMENT_BYTES_MAX = 64 << 20;

    public SpoolLimits {
        if (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes > SEGMENT_BYTES_MAX) {
            throw new IllegalArgumentException("segment of " + segmentBytes + " bytes, expected " + SEGMENT_BYTES_MIN
                    + " to " + SEGMENT_BYTES_MAX);
        }
        if (bytesMax < 4L * segmentBytes) {
            throw new IllegalArgumentException(
                    "spool of " + bytesMax + " bytes, expected at least four segments of " + segmentBytes + " bytes");
        }
        if (alertsMax < 1 || inboxAlerts < 1 || inboxBytes < 1) {
            throw new IllegalArgumentException("spool for " + alertsMax + " alerts with an inbox of " + inboxAlerts
                    + " alerts and " + inboxBytes + " bytes, expected at least 1 of each");
        }
        if (forceWithin.isNegative()) {
            throw new IllegalArgumentException("force within " + forceWithin + ", expected zero or more");
        }
    }

    /** These limits with another size on disk; the segments shrink with it where they must. */
    public SpoolLimits withBytesMax(long bytes) {
        int segment = (int) Math.max(SEGMENT_BYTES_MIN, Math.min(segmentBytes, bytes / 16));
        return new SpoolLimits(bytes, alertsMax, segment, inboxAlerts, inboxBytes, forceWithin);
    }

    /** What alerts and dead frames may take; one segment is kept free so that live frames can be moved together. */
    long usable() {
        return bytesMax - segmentBytes;
    }
}
