package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of the spool: frames of alerts of one severity, one after the other. Used by one thread at a time. */
final class Segment {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([a-z]+)\\.seg");
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final FileChannel file;
    private final long number;
    private final Severity severity;
    private int size;
    private int liveFrames;
    private int liveBytes;
    private boolean dirty;

    private Segment(Path path, FileChannel file, long number, Severity severity) {
        this.path = path;
        this.file = file;
        this.number = number;
        this.severity = severity;
    }

    static Segment create(Path directory, long number, Severity severity) throws IOException {
        Path path = directory.resolve(
                "%016x-%s.seg".formatted(number, severity.name().toLowerCase(Locale.ROOT)));
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_ONLY);
        return new Segment(path, file, number, severity);
    }

    /** Opens a file if its name says it is a segment. */
    static Optional<Segment> open(Path path) throws IOException {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        Severity severity;
        try {
            severity = Severity.valueOf(name.group(2).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not one of ours
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return Optional.of(new Segment(path, file, Long.parseUnsignedLong(name.group(1), 16), severity));
    }

    /** Reads the whole file, cuts off a torn tail and says what is in it. */
    Scan recover() throws IOException {
        int length = (int) Math.min(file.size(), Integer.MAX_VALUE - 8);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int end = readFully(bytes, 0);
        Scan scan = Scan.of(bytes, end);
        if (scan.goodEnd() < file.size()) {
            file.truncate(scan.goodEnd());
        }
        size = scan.goodEnd();
        dirty = true;
        return scan;
    }

    /**
     * Writes a frame at the end and counts it as live.
     *
     * @return where it starts
     * @throws IOException if it could not be written; nothing of it is left behind
     */
    int append(ByteBuffer frame) throws IOException {
        int at = size;
        int length = frame.remaining();
        try {
            int position = at;
            while (frame.hasRemaining()) {
                position += file.write(frame, position);
            }
        } catch (IOException e) {
            file.truncate(at);
            throw e;
        }
        size = at + length;
        dirty = true;
        revive(length);
        return at;
    }

    /** Reads a frame's bytes; fewer than {@code length} if the file has become shorter. */
    ByteBuffer read(int at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = readFully(bytes, at);
        return bytes.position(0).limit(read);
    }

    /** Counts a frame found at recovery, or just written, as live. */
    void revive(int length) {
        liveFrames++;
        liveBytes += length;
    }

    /** Notes on disk that a frame needs no sending any more; a single byte in place, so that a full disk does not matter. */
    void bury(int at, int length) throws IOException {
        liveFrames--;
        liveBytes -= length;
        file.write(ByteBuffer.wrap(new byte[] {Frame.DEAD}), at + (long) Frame.STATE_AT);
    }

    void force() throws IOException {
        if (dirty) {
            dirty = false;
            file.force(false);
        }
    }

    void delete() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    void close() throws IOException {
        file.close();
    }

    boolean deleted() {
        return !file.isOpen();
    }

    /** Later files have higher numbers. */
    long number() {
        return number;
    }

    Severity severity() {
        return severity;
    }

    int size() {
        return size;
    }

    int liveFrames() {
        return liveFrames;
    }

    int liveBytes() {
        return liveBytes;
    }

    private int readFully(ByteBuffer into, int from) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int read = file.read(into, from + (long) total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }
}
