package io.fieldwarden.collector.sink.format;

import io.fieldwarden.collector.store.AlertStore.Change;

/** How a change of an alert is written for a receiver: one line, without line breaks or control characters. */
@FunctionalInterface
public interface Format {
    String text(Change change);

    /**
     * Writes {@code change} so that it takes at most {@code bytesMax} bytes of UTF-8: whole if it fits, otherwise with its
     * least important parts left out first, and always well-formed.
     */
    default String text(Change change, int bytesMax) {
        String text = "";
        for (Shortening step : Shortening.values()) {
            text = text(step.apply(change));
            if (Utf8.length(text) <= bytesMax) {
                return text;
            }
        }
        return text;
    }
}
