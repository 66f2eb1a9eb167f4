package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gzip file or a pipe, read through one buffer of fixed size, so that no file can make it take memory. */
final class StreamedFeed extends Feed {
    /** Holds the longest frame and its header, with room to read ahead. */
    static final int BUFFER_BYTES = 2 * Frame.BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(StreamedFeed.class);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(buffer);
    private int start;
    private int end;
    private boolean atEnd;
    private long position;

    StreamedFeed(InputStream in) {
        this.in = in;
    }

    @Override
    MemorySegment memory() {
        return memory;
    }

    @Override
    long offset() {
        return start;
    }

    @Override
    long position() {
        return position;
    }

    @Override
    boolean has(int size) throws IOException {
        if (end - start >= size) {
            return true;
        }
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        boolean more = true;
        while (end < size && more) {
            more = fill();
        }
        return end >= size;
    }

    @Override
    boolean skip(long size) throws IOException {
        long left = size;
        while (true) {
            int step = (int) Math.min(left, end - start);
            start += step;
            position += step;
            left -= step;
            if (left == 0) {
                return true;
            }
            start = 0;
            end = 0;
            if (!fill()) {
                return false;
            }
        }
    }

    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        try {
            int read = in.read(buffer, end, buffer.length - end);
            atEnd = read < 0;
            end += Math.max(read, 0);
        } catch (EOFException e) {
            // A gzip file that was cut short: what came before is good, and the cut shows as a cut record.
            LOG.debug("The compressed stream ends early at byte {} of its content", position + end - start, e);
            atEnd = true;
        }
        return !atEnd;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("Closing a capture file failed; everything wanted from it had been read", e);
        }
    }
}
