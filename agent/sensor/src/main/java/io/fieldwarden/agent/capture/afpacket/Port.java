package io.fieldwarden.agent.capture.afpacket;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One interface that is captured on, through its going down, vanishing and coming back. */
final class Port {
    private static final Logger LOG = LoggerFactory.getLogger(Port.class);

    private final LibC libC;
    private final String name;
    private final int number;
    private final AfPacketConfig config;
    private final MemorySegment scratch;
    private @Nullable PacketSocket socket;
    private @Nullable PacketRing ring;
    private volatile String trouble = "";
    private long droppedBefore;
    private long reopenAtNanos;

    /** Opens the interface at {@code number} of the configuration; frames with a VLAN tag are made in {@code scratch}. */
    Port(LibC libC, AfPacketConfig config, int number, MemorySegment scratch) throws IOException {
        this.libC = libC;
        this.config = config;
        this.number = number;
        this.scratch = scratch;
        name = config.interfaces().get(number);
        open();
    }

    private void open() throws IOException {
        PacketSocket opened = PacketSocket.open(libC, name, config);
        socket = opened;
        ring = new PacketRing(opened, scratch, number);
        trouble = "";
    }

    /** Its descriptor for {@code poll(2)}, or -1, which that call ignores. */
    int fd() {
        return socket == null ? -1 : socket.fd();
    }

    /** What is wrong with it, empty if nothing is. */
    String trouble() {
        return trouble;
    }

    int read(FrameSink sink, int budget) {
        int handed = ring == null ? 0 : ring.read(sink, budget);
        if (handed > 0 && !trouble.isEmpty()) {
            LOG.info("Interface {} delivers frames again", name);
            trouble = "";
        }
        return handed;
    }

    long latestNanos() {
        return ring == null ? 0 : ring.latestNanos();
    }

    long dropped() {
        return droppedBefore + (socket == null ? 0 : socket.dropped());
    }

    /** Looks at an error that {@code poll(2)} reported. */
    void failed() {
        if (socket == null) {
            return;
        }
        int error = socket.pendingError();
        if (!socket.exists()) {
            LOG.warn("Interface {} has vanished; it is captured again as soon as it is back", name);
            close();
            trouble = "interface " + name + " has vanished";
            reopenAtNanos = System.nanoTime();
        } else if (error != 0) {
            String what = error == LibC.ENETDOWN ? " is down" : " reports error " + error;
            LOG.warn("Interface {}{}; capturing goes on when it is up", name, what);
            trouble = "interface " + name + what;
        }
    }

    /** Tries to open it again if it vanished and the time for the next attempt has come. */
    void reopen() {
        if (socket != null || System.nanoTime() - reopenAtNanos < 0) {
            return;
        }
        try {
            open();
            LOG.info("Interface {} is back; capturing goes on", name);
        } catch (IOException e) {
            LOG.debug("Interface {} is still missing", name, e);
            trouble = String.valueOf(e.getMessage());
            reopenAtNanos = System.nanoTime() + config.limits().reopenMillis() * 1_000_000L;
        }
    }

    void close() {
        if (socket != null) {
            droppedBefore += socket.dropped();
            socket.close();
            socket = null;
            ring = null;
        }
    }

    /** Memory a frame is put together in. */
    static long scratchBytes() {
        return Frame.BYTES_MAX;
    }
}
