package io.fieldwarden.collector.sink;

import io.fieldwarden.collector.store.AlertStore.Change;

/** How a change of an alert is written for a receiver: one line, without line breaks or control characters. */
public interface Format {

    /** Writes the whole change. */
    String text(Change change);

    /**
     * Writes {@code change} so that it takes at most {@code bytesMax} bytes of UTF-8: whole if it fits, otherwise with its
     * least important parts left out first, and always well-formed. Below 1 KiB it may stay longer.
     */
    String text(Change change, int bytesMax);
}
