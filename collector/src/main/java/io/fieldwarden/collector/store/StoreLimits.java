package io.fieldwarden.collector.store;

import java.time.Duration;

/**
 * Every limit of the store.
 *
 * @param readers connections that read at the same time
 * @param busyWait how long a connection waits for another process that writes, for instance the command line
 * @param readWait how long a reader waits for a free connection
 * @param checkBytesMax largest database that is checked page by page at start; a larger one only at its head
 * @param pageRowsMax rows of one page of a list
 * @param countedRowsMax rows counted for a facet when counters do not answer the question
 * @param searchWordsMax words of a search; further ones are ignored
 * @param searchCharsMax characters of a search; further ones are ignored
 * @param historyMax changes shown of one alert, the latest
 * @param textCharsMax characters of an alert that full-text search sees
 */
public record StoreLimits(
        int readers,
        Duration busyWait,
        Duration readWait,
        long checkBytesMax,
        int pageRowsMax,
        int countedRowsMax,
        int searchWordsMax,
        int searchCharsMax,
        int historyMax,
        int textCharsMax) {

    /** Limits for a collector of up to some millions of alerts. */
    public static final StoreLimits STANDARD = new StoreLimits(
            4, Duration.ofSeconds(10), Duration.ofSeconds(10), 256L << 20, 200, 50_000, 12, 256, 200, 8_192);
}
