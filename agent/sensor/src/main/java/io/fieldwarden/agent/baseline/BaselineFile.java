package io.fieldwarden.agent.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Where a baseline survives a restart. A crash at any moment leaves the old file or the new one, whole. */
public final class BaselineFile {
    private static final int ASIDE_MAX = 100;
    private final Path file;
    private final Path next;

    public BaselineFile(Path file) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".next");
    }

    /** Replaces the file by {@code snapshot}; any thread may do it, one at a time. */
    public void save(byte[] snapshot) throws IOException {
        writeNext(snapshot);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The first half of saving: everything is on disk under the next name. */
    void writeNext(byte[] snapshot) throws IOException {
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(snapshot);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /**
     * Reads the file into {@code baseline}, which stays as it is if there is none. A damaged file is moved aside.
     *
     * @return what is wrong, in words for the heartbeat; empty if all is well
     * @throws IOException if the file is there and cannot be read or moved at all
     */
    public Optional<String> restore(Baseline baseline) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            readInto(baseline);
            return Optional.empty();
        } catch (IllegalArgumentException damage) {
            Path aside = moveAside();
            baseline.learning().startAnew();
            return Optional.of("baseline: " + file.getFileName() + " is damaged (" + damage.getMessage()
                    + "); it was kept as " + aside.getFileName() + " and learning starts anew");
        }
    }

    /**
     * What the file holds, which stays as it is.
     *
     * @throws IOException if it is not there or cannot be read
     * @throws IllegalArgumentException if it is damaged, saying where
     */
    public Baseline read() throws IOException {
        Baseline baseline = new Baseline(new Learning(Learning.Mode.FROZEN, Duration.ZERO), BaselineLimits.DEFAULT);
        try {
            readInto(baseline);
        } catch (IllegalArgumentException damage) {
            throw new IllegalArgumentException(file + ": " + damage.getMessage(), damage);
        }
        return baseline;
    }

    private void readInto(Baseline baseline) throws IOException {
        long bytes = Files.size(file);
        if (bytes > baseline.limits().fileBytesMax()) {
            throw new IllegalArgumentException("the file has " + bytes + " bytes, expected at most "
                    + baseline.limits().fileBytesMax());
        }
        baseline.restore(Files.readAllBytes(file));
    }

    private Path moveAside() throws IOException {
        int number = 1;
        Path aside = aside(number);
        while (Files.exists(aside) && number < ASIDE_MAX) {
            aside = aside(++number);
        }
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + ".damaged-" + number);
    }

    private Path directory() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
