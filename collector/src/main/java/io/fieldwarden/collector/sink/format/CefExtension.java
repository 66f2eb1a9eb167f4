package io.fieldwarden.collector.sink.format;

import io.fieldwarden.collector.sink.Utf8;

/** The {@code key=value} part of a CEF message; a field without a value is left out. */
final class CefExtension {
    private final StringBuilder text = new StringBuilder(1024);

    CefExtension put(String key, long value) {
        return put(key, String.valueOf(value));
    }

    CefExtension put(String key, String value) {
        if (!value.isEmpty()) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(key).append('=').append(escape(value));
        }
        return this;
    }

    /** A field whose meaning is told by a label of its own. */
    CefExtension labelled(String key, String label, String value) {
        return value.isEmpty() ? this : put(key, value).put(key + "Label", label);
    }

    String text() {
        return text.toString();
    }

    /** In a value, the backslash, the equals sign and line breaks are escaped; a pipe is not. */
    private static String escape(String value) {
        return Utf8.clean(value)
                .replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
