package io.fieldwarden.agent.baseline;

import java.nio.charset.StandardCharsets;

/** One thing that is normal here: how often, and from when to when it was seen. */
public sealed class Entry permits Runs, Measure {
    final byte[] key;
    final int hash;
    final long firstNanos;
    private long count;
    private long lastNanos;

    Entry(byte[] key, long count, long firstNanos, long lastNanos) {
        this.key = key;
        this.hash = KeyText.hash(key, key.length);
        this.count = count;
        this.firstNanos = firstNanos;
        this.lastNanos = lastNanos;
    }

    /** Counts one more sighting. */
    public void again(long atNanos) {
        count++;
        lastNanos = Math.max(lastNanos, atNanos);
    }

    /** The key's parts in order. */
    public String[] parts() {
        return text().split("\t", -1);
    }

    /** The key, its parts separated by tabs. */
    public String text() {
        return new String(key, StandardCharsets.UTF_8);
    }

    public long count() {
        return count;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }
}
