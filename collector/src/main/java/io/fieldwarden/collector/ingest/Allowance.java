package io.fieldwarden.collector.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Token buckets by name: so many requests a second sustained, so many at once after a pause. */
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private final Map<String, Bucket> buckets;

    Allowance(double perSecond, int burst, int namesMax) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > namesMax;
            }
        };
    }

    private static final class Bucket {
        private double left;
        private long filledAt;
    }

    /**
     * Takes one request's worth.
     *
     * @param nanos a clock that only goes forward
     * @return 0 if it may pass, or after how many seconds the next may
     */
    synchronized int take(String name, long nanos) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = burst;
            bucket.filledAt = nanos;
            buckets.put(name, bucket);
        }
        double passed = Math.max(0, nanos - bucket.filledAt) / NANOS_PER_SECOND;
        bucket.left = Math.min(burst, bucket.left + passed * perSecond);
        bucket.filledAt = nanos;
        if (bucket.left >= 1) {
            bucket.left -= 1;
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - bucket.left) / perSecond));
    }
}
