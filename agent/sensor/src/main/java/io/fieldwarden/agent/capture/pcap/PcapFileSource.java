package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Frames of a capture file: pcap and pcapng, either byte order, micro- or nanoseconds, also compressed with gzip. Memory
 * does not depend on what the file holds or claims.
 */
public final class PcapFileSource implements FrameSource {
    private final Path path;
    private final Replay replay;
    private final PcapLimits limits;
    private final Pacer pacer;
    private final Frame frame = new Frame();
    private CaptureFile file;
    private RecordReader records;
    private boolean pending;
    private boolean anyFrame;
    private long droppedBefore;

    /**
     * Opens {@code path} and reads its header.
     *
     * @throws IOException if it cannot be read or is no capture file; the message names the file, the byte and what was
     *     expected
     */
    public PcapFileSource(Path path, Replay replay) throws IOException {
        this(path, replay, PcapLimits.DEFAULT);
    }

    PcapFileSource(Path path, Replay replay, PcapLimits limits) throws IOException {
        this.path = path;
        this.replay = replay;
        this.limits = limits;
        pacer = new Pacer(replay);
        file = CaptureFile.open(path, limits);
        records = reader();
    }

    private RecordReader reader() throws IOException {
        try {
            return RecordReader.of(file);
        } catch (IOException e) {
            file.close();
            throw explained(e);
        }
    }

    @Override
    public String name() {
        return file.name;
    }

    @Override
    public int poll(FrameSink sink, int budget, int waitMillis) throws IOException {
        try {
            return replay.pace() == Pace.FULL_SPEED ? hurry(sink, budget) : pace(sink, budget, waitMillis);
        } catch (InternalError e) {
            // What the JVM throws when a mapped file has become shorter than it was.
            throw new IOException(file.name + ": was cut or its disk failed while it was being read", e);
        }
    }

    private int hurry(FrameSink sink, int budget) throws IOException {
        int handed = 0;
        while (handed < budget) {
            if (!fetch()) {
                return handed > 0 ? handed : FINISHED;
            }
            hand(sink);
            handed++;
        }
        return handed;
    }

    private int pace(FrameSink sink, int budget, int waitMillis) throws IOException {
        int handed = 0;
        while (handed < budget) {
            if (!fetch()) {
                return handed > 0 ? handed : FINISHED;
            }
            long untilDue = pacer.untilDue(frame.atNanos);
            if (untilDue > 0) {
                if (handed > 0) {
                    return handed;
                }
                long wait = Pacer.millis(waitMillis);
                Pacer.await(Math.min(untilDue, wait));
                if (untilDue > wait || Thread.currentThread().isInterrupted()) {
                    sink.tick(pacer.now());
                    return 0;
                }
            }
            hand(sink);
            handed++;
        }
        return handed;
    }

    /** Makes {@link #frame} the next one, unless it is still to be handed over; false at the end. */
    private boolean fetch() throws IOException {
        if (pending) {
            return true;
        }
        try {
            pending = records.next(frame);
            // A file without a frame is not read over and over.
            if (!pending && replay.loop() && anyFrame) {
                rewind();
                pending = records.next(frame);
            }
        } catch (IOException e) {
            throw explained(e);
        }
        anyFrame |= pending;
        return pending;
    }

    private void rewind() throws IOException {
        droppedBefore = dropped();
        file.close();
        file = CaptureFile.open(path, limits);
        records = reader();
        pacer.restart();
    }

    private void hand(FrameSink sink) {
        pending = false;
        frame.atNanos = pacer.stamp(frame.atNanos);
        sink.frame(frame);
    }

    private IOException explained(IOException e) {
        return e instanceof ZipException
                ? file.damaged(file.feed.position(), "the gzip data is damaged (" + e.getMessage() + ")")
                : e;
    }

    /** Frames of link types that cannot be read. */
    @Override
    public long dropped() {
        return droppedBefore + file.unreadable();
    }

    @Override
    public void close() {
        file.close();
    }
}
