package io.fieldwarden.collector.sink;

import java.util.Map;
import java.util.Objects;

/**
 * What a sink may use of the collector it runs in.
 *
 * @param host the collector's host name
 * @param process the collector's process id
 * @param formats a writer for every {@link FormatName}
 */
public record SinkContext(String host, long process, Map<FormatName, Format> formats) {
    public SinkContext {
        formats = Map.copyOf(formats);
    }

    /** The writer of {@code name}. */
    public Format format(FormatName name) {
        return Objects.requireNonNull(formats.get(name), () -> "no format is called " + name);
    }
}
