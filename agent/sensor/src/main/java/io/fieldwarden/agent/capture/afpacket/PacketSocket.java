package io.fieldwarden.agent.capture.afpacket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.fieldwarden.agent.capture.LinkType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A packet socket on one interface with its ring (packet(7), Documentation/networking/packet_mmap.rst). */
final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final short ETH_P_ALL_BIG_ENDIAN = 0x0300;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;

    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int TPACKET_V3 = 2;
    private static final short PACKET_MR_PROMISC = 1;

    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCGIFHWADDR = 0x8927;
    private static final int IFF_UP = 1;
    private static final int IFF_LOOPBACK = 8;

    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_LOOPBACK = 772;
    private static final int ARPHRD_NONE = 0xFFFE;

    private final LibC libC;
    private final String name;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment statistics = arena.allocate(12, 4);
    private final MemorySegment number = arena.allocate(4, 4);
    private final MemorySegment size = arena.allocate(4, 4);
    private int index;
    private boolean loopback;
    private LinkType link = LinkType.ETHERNET;
    private MemorySegment mapped = MemorySegment.NULL;
    private long dropped;

    private PacketSocket(LibC libC, String name, int fd) {
        this.libC = libC;
        this.name = name;
        this.fd = fd;
    }

    /** Opens a socket that captures on {@code name}; the message of a failure says what to do. */
    static PacketSocket open(LibC libC, String name, AfPacketConfig config) throws IOException {
        // Protocol 0 receives nothing yet: the ring and the filter are in place before the first frame is.
        int fd = libC.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
        if (fd < 0) {
            throw new IOException(
                    libC.errno() == LibC.EPERM ? mayNot(name) : name + ": no packet socket: " + libC.error());
        }
        PacketSocket socket = new PacketSocket(libC, name, fd);
        try {
            socket.look();
            socket.prepare(config);
            socket.join(config.promiscuous());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static String mayNot(String name) {
        return name + ": capturing needs the capability CAP_NET_RAW: put `AmbientCapabilities=CAP_NET_RAW` into the"
                + " systemd unit, or start with `setpriv --inh-caps +net_raw --ambient-caps +net_raw --reuid USER"
                + " --regid GROUP --clear-groups ./fieldwarden agent`";
    }

    /** Finds the interface and what kind it is. */
    private void look() throws IOException {
        boolean nameFits = !name.isEmpty() && name.length() < 16;
        index = nameFits ? libC.interfaceIndex(name) : 0;
        if (index == 0) {
            throw new IOException("interface " + name + " does not exist; there are " + libC.interfaceNames());
        }
        int flags = libC.interfaceNumber(fd, SIOCGIFFLAGS, name);
        if (flags < 0 || (flags & IFF_UP) == 0) {
            throw new IOException("interface " + name + " is down; bring it up with `ip link set " + name + " up`");
        }
        loopback = (flags & IFF_LOOPBACK) != 0;
        int hardware = libC.interfaceNumber(fd, SIOCGIFHWADDR, name);
        link = switch (hardware) {
            case ARPHRD_ETHER, ARPHRD_LOOPBACK -> LinkType.ETHERNET;
            case ARPHRD_NONE -> LinkType.RAW;
            default ->
                throw new IOException("interface " + name + " is of hardware type " + hardware
                        + "; expected Ethernet (1), loopback (772) or raw IP (65534)");
        };
    }

    private void prepare(AfPacketConfig config) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment version = call.allocateFrom(JAVA_INT, TPACKET_V3);
            need(libC.setOption(fd, SOL_PACKET, PACKET_VERSION, version), "the kernel has no TPACKET_V3 rings");
            if (config.filter().isPresent()) {
                MemorySegment program = config.filter().get().toNative(call);
                need(libC.setOption(fd, SOL_SOCKET, SO_ATTACH_FILTER, program), "the kernel refuses the filter");
            }
            MemorySegment ring = ring(call, config.limits());
            need(libC.setOption(fd, SOL_PACKET, PACKET_RX_RING, ring), "the kernel gives no ring of that size");
            mapped = libC.map(fd, config.limits().ringBytes());
            need(mapped.address() != 0, "the ring cannot be mapped");
        }
    }

    /** {@code struct tpacket_req3}. */
    private static MemorySegment ring(Arena call, AfPacketLimits limits) {
        final int frameBytes = 2048;
        int blocks = limits.ringBytes() / AfPacketLimits.BLOCK_BYTES;
        return call.allocateFrom(
                JAVA_INT,
                AfPacketLimits.BLOCK_BYTES,
                blocks,
                frameBytes,
                limits.ringBytes() / frameBytes,
                limits.retireMillis(),
                0,
                0);
    }

    private void join(boolean promiscuous) throws IOException {
        try (Arena call = Arena.ofConfined()) {
            if (promiscuous) {
                // struct packet_mreq { int ifindex; unsigned short type, alen; unsigned char address[8]; }
                MemorySegment member = call.allocate(16, 4);
                member.set(JAVA_INT, 0, index);
                member.set(JAVA_SHORT, 4, PACKET_MR_PROMISC);
                need(libC.setOption(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, member), "promiscuous mode is refused");
            }
            // struct sockaddr_ll { unsigned short family, protocol; int ifindex; ... } of 20 bytes
            MemorySegment address = call.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(JAVA_SHORT, 2, ETH_P_ALL_BIG_ENDIAN);
            address.set(JAVA_INT, 4, index);
            need(libC.bind(fd, address), "the socket cannot be bound");
        }
    }

    private void need(boolean done, String problem) throws IOException {
        if (!done) {
            throw new IOException(name + ": " + problem + ": " + libC.error());
        }
    }

    int fd() {
        return fd;
    }

    LinkType link() {
        return link;
    }

    /** Whether it is the loopback interface, where every frame is seen going out and coming in. */
    boolean loopback() {
        return loopback;
    }

    /** The ring. */
    MemorySegment memory() {
        return mapped;
    }

    /** Whether the interface is still there. */
    boolean exists() {
        return libC.interfaceIndex(name) == index;
    }

    /** The error pending on the socket, 0 if none; asking clears it. */
    int pendingError() {
        size.set(JAVA_INT, 0, 4);
        return libC.option(fd, SOL_SOCKET, SO_ERROR, number, size) ? number.get(JAVA_INT, 0) : libC.errno();
    }

    /** Frames the kernel dropped since the socket was opened because the ring was full. */
    long dropped() {
        size.set(JAVA_INT, 0, 12);
        // struct tpacket_stats_v3 { unsigned packets, drops, freezes; }, zeroed by every reading
        if (libC.option(fd, SOL_PACKET, PACKET_STATISTICS, statistics, size)) {
            dropped += Integer.toUnsignedLong(statistics.get(JAVA_INT, 4));
        }
        return dropped;
    }

    @Override
    public void close() {
        if (mapped.address() != 0) {
            libC.unmap(mapped);
        }
        libC.close(fd);
        arena.close();
    }
}
