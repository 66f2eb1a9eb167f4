package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole payload (6.4.4).
 *
 * @param timestamp milliseconds since 1970, -1 if it has none
 * @param seq sequence number, -1 if it has none
 * @param compressed whether the metrics are in a compressed body, which is not opened
 * @param metrics those within the limit
 * @param omitted metrics beyond it
 */
record SparkplugPayload(long timestamp, long seq, boolean compressed, List<SparkplugMetric> metrics, int omitted) {
    /** What Tahu writes into {@code uuid} where the body is compressed. */
    private static final String COMPRESSED = "SPBV1.0_COMPRESSED";

    private static final int METRICS = 2;
    private static final int UUID = 4;
    private static final int BODY = 5;

    /** Reads a payload; null if it is none. */
    static @Nullable SparkplugPayload read(Window bytes, SparkplugLimits limits) {
        ProtoFields fields = new ProtoFields(bytes, 0, bytes.length());
        List<SparkplugMetric> metrics = new ArrayList<>();
        long timestamp = -1;
        long seq = -1;
        boolean compressed = false;
        int omitted = 0;
        while (fields.next()) {
            int number = fields.number();
            boolean sized = number == METRICS || number == UUID || number == BODY;
            if (number <= BODY && fields.wire() != (sized ? ProtoFields.LENGTH : ProtoFields.VARINT)) {
                return null;
            }
            switch (number) {
                case 1 -> timestamp = fields.value();
                case METRICS -> {
                    if (metrics.size() >= limits.metricsMax()) {
                        omitted++;
                    } else {
                        SparkplugMetric metric = SparkplugMetric.read(fields, limits);
                        if (metric.kind < 0) {
                            return null;
                        }
                        metrics.add(metric);
                    }
                }
                case 3 -> seq = fields.value() & Long.MAX_VALUE;
                case UUID -> compressed = COMPRESSED.equals(fields.text(limits.textCharsMax()));
                default -> {
                    // the body, and fields of later versions
                }
            }
        }
        return fields.broken() ? null : new SparkplugPayload(timestamp, seq, compressed, metrics, omitted);
    }
}
