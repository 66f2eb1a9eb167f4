package io.fieldwarden.agent.capture.afpacket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Live capture on one or more interfaces. They share one wait, so idle ones do not add up; each gets an equal share of the
 * budget, so a busy one does not starve the others. Nothing is ever sent. An interface that goes down or vanishes is told
 * in the log and by {@link #troubles}, and is captured again when it is back.
 */
public final class AfPacketSource implements FrameSource {
    private static final short POLLIN = 1;
    private static final int POLL_FAILED = 8 | 16 | 32;
    private static final int DESCRIPTOR_BYTES = 8;
    private static final int ERRORS_EVERY_POLLS = 256;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final LibC libC = new LibC();
    private final Arena arena = Arena.ofShared();
    private final List<Port> ports = new ArrayList<>();
    private final MemorySegment descriptors;
    private final String name;
    private final int retireMillis;
    private int polls;
    private int first;
    private boolean closed;

    /**
     * Opens all interfaces.
     *
     * @throws IOException if one is missing or down, or the privilege is missing; the message says what to do
     */
    public AfPacketSource(AfPacketConfig config) throws IOException {
        name = String.join(",", config.interfaces());
        retireMillis = config.limits().retireMillis();
        descriptors =
                arena.allocate((long) DESCRIPTOR_BYTES * config.interfaces().size(), 4);
        MemorySegment scratch = arena.allocate(Port.scratchBytes());
        try {
            for (int i = 0; i < config.interfaces().size(); i++) {
                ports.add(new Port(libC, config, i, scratch));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int poll(FrameSink sink, int budget, int waitMillis) throws IOException {
        int handed = read(sink, budget);
        if (handed > 0 && ++polls % ERRORS_EVERY_POLLS != 0) {
            return handed;
        }
        boolean ready = await(handed > 0 ? 0 : waitMillis);
        ports.forEach(Port::reopen);
        if (handed == 0 && ready) {
            handed = read(sink, budget);
        }
        if (handed == 0) {
            sink.tick(now());
        }
        return handed;
    }

    /** Goes round the interfaces until the budget is used up or none has a frame. */
    private int read(FrameSink sink, int budget) {
        int share = Math.max(1, budget / ports.size());
        int handed = 0;
        int idle = 0;
        while (handed < budget && idle < ports.size()) {
            first = (first + 1) % ports.size();
            int got = ports.get(first).read(sink, Math.min(share, budget - handed));
            handed += got;
            idle = got == 0 ? idle + 1 : 0;
        }
        return handed;
    }

    /** Waits until an interface has frames; looks after those that failed. */
    private boolean await(int millis) throws IOException {
        for (int i = 0; i < ports.size(); i++) {
            long at = (long) i * DESCRIPTOR_BYTES;
            descriptors.set(JAVA_INT, at, ports.get(i).fd());
            descriptors.set(JAVA_SHORT, at + 4, POLLIN);
            descriptors.set(JAVA_SHORT, at + 6, (short) 0);
        }
        if (libC.poll(descriptors, ports.size(), millis) == 0) {
            return false;
        }
        boolean ready = false;
        for (int i = 0; i < ports.size(); i++) {
            int events = descriptors.get(JAVA_SHORT, (long) i * DESCRIPTOR_BYTES + 6);
            ready |= (events & POLLIN) != 0;
            if ((events & POLL_FAILED) != 0) {
                ports.get(i).failed();
            }
        }
        return ready;
    }

    /** The time nothing was seen until: the kernel may still hold frames as old as its block time-out. */
    private long now() {
        long now = (System.currentTimeMillis() - 2L * retireMillis) * NANOS_PER_MILLI;
        for (Port port : ports) {
            now = Math.max(now, port.latestNanos());
        }
        return now;
    }

    /** What is wrong with interfaces now, one sentence each; empty if all is well. Any thread may ask. */
    public List<String> troubles() {
        return ports.stream().map(Port::trouble).filter(t -> !t.isEmpty()).toList();
    }

    /** Frames the kernel dropped because they were not fetched in time. */
    @Override
    public long dropped() {
        long dropped = 0;
        for (Port port : ports) {
            dropped += port.dropped();
        }
        return dropped;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ports.forEach(Port::close);
            libC.close();
            arena.close();
        }
    }
}
