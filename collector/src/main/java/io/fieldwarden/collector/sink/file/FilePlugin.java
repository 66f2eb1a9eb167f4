package io.fieldwarden.collector.sink.file;

import io.fieldwarden.collector.sink.Sink;
import io.fieldwarden.collector.sink.SinkContext;
import io.fieldwarden.collector.sink.SinkPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sinks of type {@code file}. */
public final class FilePlugin implements SinkPlugin<FileSettings> {
    @Override
    public String type() {
        return "file";
    }

    @Override
    public Class<FileSettings> settings() {
        return FileSettings.class;
    }

    @Override
    public void check(FileSettings settings) {
        Path directory = settings.path().toAbsolutePath().getParent();
        if (Files.isDirectory(settings.path())) {
            throw new IllegalArgumentException("path: " + settings.path() + " is a directory, expected a file");
        }
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException("path: " + directory + " is not a directory this user may write to");
        }
    }

    @Override
    public Sink open(FileSettings settings, SinkContext context) throws IOException {
        return new FileSink(settings, context.format(settings.format()));
    }
}
