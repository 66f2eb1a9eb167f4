package io.fieldwarden.collector.sink.file;

import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Sink;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines in a file. After a crash half a line at the end is taken back, and what is delivered again although the
 * file's end has it already is not written twice.
 */
final class FileSink implements Sink {
    private final FileSettings settings;
    private final Format format;
    private FileChannel channel;
    private Set<String> present;
    private @Nullable Object fileKey;
    private long mark;

    FileSink(FileSettings settings, Format format) throws IOException {
        this.settings = settings;
        this.format = format;
        this.channel = openFile(settings.path());
        this.present = LastLines.repair(channel);
        this.fileKey = key(settings.path());
    }

    @Override
    public void deliver(List<Change> changes, long upTo) throws IOException {
        if (!Objects.equals(fileKey, key(settings.path()))) {
            reopen(); // somebody moved the file away, as logrotate does
        }
        StringBuilder lines = new StringBuilder();
        for (Change change : changes) {
            String line = format.text(change);
            if (!present.remove(line)) {
                lines.append(line).append('\n');
            }
        }
        write(lines.toString().getBytes(StandardCharsets.UTF_8));
        if (settings.fsync() == FileSettings.Fsync.EACH_BATCH && !lines.isEmpty()) {
            channel.force(false);
        }
        mark = upTo;
    }

    @Override
    public long confirmed() {
        return mark;
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length > 0
                && channel.size() > 0
                && channel.size() + bytes.length > settings.maxSize().bytes()) {
            rotate();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void rotate() throws IOException {
        channel.force(true);
        channel.close();
        Files.deleteIfExists(older(settings.keep()));
        for (int number = settings.keep() - 1; number >= 0; number--) {
            if (Files.exists(older(number))) {
                Files.move(older(number), older(number + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        reopen();
    }

    private Path older(int number) {
        return number == 0
                ? settings.path()
                : settings.path().resolveSibling(settings.path().getFileName() + "." + number);
    }

    private void reopen() throws IOException {
        channel.close();
        channel = openFile(settings.path());
        present = LastLines.repair(channel);
        fileKey = key(settings.path());
    }

    private static FileChannel openFile(Path path) throws IOException {
        return FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // What was not forced is not confirmed and will be delivered again.
            mark = 0;
        }
    }
}
