package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.LinkType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open capture file: its bytes, and how trouble with it is told. */
final class CaptureFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFile.class);

    final String name;
    final Feed feed;
    final PcapLimits limits;
    private final Set<Integer> linksTold = new HashSet<>();
    private boolean cutTold;
    private long unreadable;

    CaptureFile(String name, Feed feed, PcapLimits limits) {
        this.name = name;
        this.feed = feed;
        this.limits = limits;
    }

    /** Opens {@code path}; plain regular files are mapped, gzip and pipes streamed. */
    static CaptureFile open(Path path, PcapLimits limits) throws IOException {
        String name = String.valueOf(path.getFileName());
        try {
            return new CaptureFile(name, feed(path), limits);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": there is no such capture file", e);
        } catch (ZipException e) {
            throw new IOException(path + ": byte 0: expected a gzip header: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Feed feed(Path path) throws IOException {
        // Opened once only: a pipe cannot be looked into and opened again.
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 64 * 1024);
        try {
            if (startsLikeGzip(in)) {
                return new StreamedFeed(new GZIPInputStream(in, 64 * 1024));
            }
            if (!Files.isRegularFile(path)) {
                return new StreamedFeed(in);
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        in.close();
        return new MappedFeed(path);
    }

    private static boolean startsLikeGzip(InputStream in) throws IOException {
        in.mark(2);
        byte[] first = in.readNBytes(2);
        in.reset();
        return first.length == 2 && first[0] == 0x1F && first[1] == (byte) 0x8B;
    }

    /** The failure of a file that says something impossible at byte {@code at}. */
    IOException damaged(long at, String foundAndExpected) {
        return new IOException(name + ": byte " + at + ": " + foundAndExpected);
    }

    /** Says once that the file stops within a record that starts at byte {@code at}: usual when a recorder was killed. */
    void cut(long at) {
        if (!cutTold) {
            cutTold = true;
            LOG.warn("{}: the last record, at byte {}, is cut short; everything before it was read", name, at);
        }
    }

    /** The link type numbered {@code number}; an unknown one is told once and its frames counted by {@link #drop}. */
    @Nullable
    LinkType link(int number) {
        Optional<LinkType> link = LinkType.of(number);
        if (link.isEmpty() && linksTold.size() < LinkType.values().length && linksTold.add(number)) {
            LOG.warn("{}: frames of link type {} cannot be read and are counted as dropped", name, number);
        }
        return link.orElse(null);
    }

    /** Counts a frame whose link type cannot be read. */
    void drop() {
        unreadable++;
    }

    /** Frames whose link type cannot be read, so far. */
    long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        feed.close();
    }
}
