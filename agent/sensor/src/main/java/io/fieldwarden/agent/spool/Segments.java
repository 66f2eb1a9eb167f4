package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Severity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spool's files, oldest first: one chain per severity, of which the newest file is written to. */
final class Segments {
    private final Path directory;
    private final List<Segment> all = new ArrayList<>();
    private final Map<Severity, Segment> open = new EnumMap<>(Severity.class);
    private boolean directoryDirty;

    Segments(Path directory) {
        this.directory = directory;
    }

    /** Takes in a file found at start; in the order of their numbers. */
    void adopt(Segment segment) {
        all.add(segment);
        open.put(segment.severity(), segment);
    }

    /** The file alerts of {@code severity} are written to, beginning a new one where {@code bytes} would not fit. */
    Segment toWrite(Severity severity, int bytes, int segmentBytes, long number) throws IOException {
        Segment current = open.get(severity);
        if (current != null && (current.size() == 0 || current.size() + (long) bytes <= segmentBytes)) {
            return current;
        }
        Segment next = Segment.create(directory, number, severity);
        directoryDirty = true;
        adopt(next);
        return next;
    }

    /** Bytes the files take. */
    long bytes() {
        long sum = 0;
        for (Segment segment : all) {
            sum += segment.size();
        }
        return sum;
    }

    long liveBytes() {
        long sum = 0;
        for (Segment segment : all) {
            sum += segment.liveBytes();
        }
        return sum;
    }

    int count() {
        return all.size();
    }

    /** The file with the smallest live share, if at most half of it is live. */
    Optional<Segment> mostlyDead() {
        return all.stream()
                .filter(segment -> segment.size() > 0 && segment.liveBytes() * 2L <= segment.size())
                .min(Comparator.comparingDouble(segment -> (double) segment.liveBytes() / segment.size()));
    }

    /** The oldest file of the lowest severity that still holds something to send. */
    Optional<Segment> leastWorth() {
        return all.stream()
                .filter(segment -> segment.liveFrames() > 0)
                .min(Comparator.comparing(Segment::severity).thenComparingLong(Segment::number));
    }

    /** Whether a file is still being written to. */
    boolean isOpen(Segment segment) {
        return segment.equals(open.get(segment.severity()));
    }

    /** Makes the next alert of that severity begin a new file. */
    void seal(Segment segment) {
        open.remove(segment.severity(), segment);
    }

    void delete(Segment segment) throws IOException {
        seal(segment);
        all.remove(segment);
        segment.delete();
    }

    /** Deletes the files with nothing left to send. */
    void deleteEmpty() throws IOException {
        for (Segment segment : List.copyOf(all)) {
            if (segment.liveFrames() == 0) {
                delete(segment);
            }
        }
    }

    /** Forces everything written so far, names of new files included, to the medium. */
    void force() throws IOException {
        for (Segment segment : all) {
            segment.force();
        }
        if (directoryDirty) {
            directoryDirty = false;
            forceDirectory(directory);
        }
    }

    void close() throws IOException {
        for (Segment segment : all) {
            segment.close();
        }
    }

    static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
