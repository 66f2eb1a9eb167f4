package io.fieldwarden.collector.sink.format;

import io.fieldwarden.collector.sink.Utf8;

/**
 * The {@code key=value} part of a LEEF message; an attribute without a value is left out. LEEF knows no escape, so what would
 * end a value or a header field is replaced by a character that looks like it and means nothing.
 */
final class LeefAttributes {
    /** Printable, unlike the tab LEEF 1.0 had: receivers of syslog rewrite control characters. */
    static final char DELIMITER = '^';

    private static final char LIKE_DELIMITER = '\u02C6';
    private static final char LIKE_PIPE = '\u00A6';

    private final StringBuilder text = new StringBuilder(1024);

    LeefAttributes put(String key, String value) {
        if (!value.isEmpty()) {
            if (!text.isEmpty()) {
                text.append(DELIMITER);
            }
            text.append(key).append('=').append(line(value).replace(DELIMITER, LIKE_DELIMITER));
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    /** A field of the header, which ends at the first pipe. */
    static String header(String value) {
        return line(value).replace('|', LIKE_PIPE);
    }

    private static String line(String value) {
        return Utf8.clean(value).replace('\n', ' ').replace('\r', ' ');
    }
}
