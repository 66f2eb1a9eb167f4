package io.fieldwarden.agent.bench;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.decode.Packet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/** A capture of Ethernet frames in memory, played again and again: each round with other addresses, and later. */
final class Traffic implements FrameSink {
    private static final int RING_BYTES = 1 << 20;
    private static final int NO_ADDRESS = 0;

    private byte[] bytes = new byte[1 << 20];
    private int[] starts = new int[1024];
    private int[] ends = new int[1024];
    private int[] originals = new int[1024];
    private long[] times = new long[1024];
    /** Where two IPv4 addresses stand (positive) or two IPv6 addresses (negative), from the start of the frame. */
    private int[] addresses = new int[1024];

    private int frames;
    private final byte[] ring = new byte[RING_BYTES];

    /** What is done with each frame. */
    interface FrameUse {
        void frame(Packet packet);
    }

    static Traffic of(Path capture) {
        Traffic traffic = new Traffic();
        try (PcapFileSource source = new PcapFileSource(capture, Replay.FULL_SPEED)) {
            while (source.poll(traffic, 1024, 0) != FrameSource.FINISHED) {
                // all of it
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traffic;
    }

    int frames() {
        return frames;
    }

    @Override
    public void tick(long atNanos) {
        // only the frames matter
    }

    @Override
    public void frame(Frame frame) {
        if (frame.link != LinkType.ETHERNET) {
            throw new IllegalArgumentException("found link type " + frame.link + ", expected ETHERNET");
        }
        if (frames == starts.length) {
            starts = Arrays.copyOf(starts, frames * 2);
            ends = Arrays.copyOf(ends, frames * 2);
            originals = Arrays.copyOf(originals, frames * 2);
            times = Arrays.copyOf(times, frames * 2);
            addresses = Arrays.copyOf(addresses, frames * 2);
        }
        int start = frames == 0 ? 0 : ends[frames - 1];
        if (start + frame.captured > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2 + frame.captured);
        }
        MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, frame.offset, bytes, start, frame.captured);
        originals[frames] = frame.original;
        times[frames] = frame.atNanos;
        starts[frames] = start;
        ends[frames] = start + frame.captured;
        addresses[frames] = addresses(start, frame.captured);
        frames++;
    }

    private int addresses(int start, int captured) {
        int at = 12;
        int type = captured < 14 ? 0 : u16(start + at);
        while (type == 0x8100 && captured >= at + 6) {
            at += 4;
            type = u16(start + at);
        }
        if (type == Packet.IPV4 && captured >= at + 22) {
            return at + 14;
        }
        return type == Packet.IPV6 && captured >= at + 42 ? -(at + 10) : NO_ADDRESS;
    }

    private int u16(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    /** Only the frames {@code wanted} names, by their place in the capture. */
    Traffic only(BitSet wanted) {
        Traffic part = new Traffic();
        part.bytes = bytes;
        part.starts = wanted.stream().map(frame -> starts[frame]).toArray();
        part.ends = wanted.stream().map(frame -> ends[frame]).toArray();
        part.originals = wanted.stream().map(frame -> originals[frame]).toArray();
        part.addresses = wanted.stream().map(frame -> addresses[frame]).toArray();
        part.times = wanted.stream().mapToLong(frame -> times[frame]).toArray();
        part.frames = part.starts.length;
        return part;
    }

    /**
     * Plays the whole capture once; each frame is copied into a ring first, as the lane does.
     *
     * @param round how often it was played before, which says how late it is
     * @param turn what is added to the second byte of all addresses
     */
    void play(int round, int turn, Packet packet, FrameUse use) {
        long shiftNanos = round * (times[frames - 1] - times[0] + 1_000_000_000L);
        int at = 0;
        for (int frame = 0; frame < frames; frame++) {
            int start = starts[frame];
            int captured = ends[frame] - start;
            if (at + captured > RING_BYTES) {
                at = 0;
            }
            System.arraycopy(bytes, start, ring, at, captured);
            shift(at, addresses[frame], turn);
            packet.over(ring, at, captured, originals[frame]).seen(times[frame] + shiftNanos, LinkType.ETHERNET);
            use.frame(packet);
            at += captured;
        }
    }

    private void shift(int at, int address, int turn) {
        if (address > 0) {
            ring[at + address + 1] += (byte) turn;
            ring[at + address + 5] += (byte) turn;
        } else if (address < 0) {
            ring[at - address + 3] += (byte) turn;
            ring[at - address + 19] += (byte) turn;
        }
    }
}
