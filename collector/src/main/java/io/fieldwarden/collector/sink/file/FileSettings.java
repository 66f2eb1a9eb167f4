package io.fieldwarden.collector.sink.file;

import io.fieldwarden.collector.sink.FormatName;
import io.fieldwarden.collector.sink.SinkSettings;
import io.fieldwarden.config.DataSize;
import io.fieldwarden.config.Default;
import java.nio.file.Path;

/**
 * Settings of a sink of type {@code file}.
 *
 * @param path the file; older ones are beside it with {@code .1}, {@code .2} and so on appended
 * @param format what a line is written in
 * @param maxSize size at which a new file is begun
 * @param keep older files kept, 0 to 1,000
 * @param fsync when what is written is forced to the disk
 */
public record FileSettings(
        String name,
        @Default("file") String type,
        @Default("false") boolean updates,
        Path path,
        @Default("json") FormatName format,
        @Default("100MiB") DataSize maxSize,
        @Default("10") int keep,
        @Default("each-batch") Fsync fsync)
        implements SinkSettings {
    private static final int KEEP_MAX = 1000;
    private static final long SIZE_MIN = 64L * 1024;

    public FileSettings {
        if (keep < 0 || keep > KEEP_MAX) {
            throw new IllegalArgumentException("keep: expected 0 to " + KEEP_MAX + ", found " + keep);
        }
        if (maxSize.bytes() < SIZE_MIN) {
            throw new IllegalArgumentException(
                    "max-size: expected at least 64KiB, found " + maxSize.bytes() + " bytes");
        }
    }

    /** When what is written is forced to the disk, and with that counts as delivered. */
    public enum Fsync {
        /** With every batch: survives a power cut. */
        EACH_BATCH,
        /** When the system likes: survives a crash of the collector, not of the machine. */
        NEVER
    }
}
