package io.fieldwarden.agent.bench;

import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.tcp.TcpLimits;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Measures what idle connections keep in memory: each is opened and then silent, either with nothing said, or after one
 * Modbus request and its answer. Run by {@code docs/developing/benchmark.sh}.
 */
public final class IdleBenchmark {
    private static final int CONNECTIONS = 100_000;
    private static final int HEADERS = 14 + 20 + 20;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final byte[] REQUEST = {0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1};
    private static final byte[] ANSWER = {0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 7};

    private final Decoding decoding;
    private final Packet packet = new Packet();

    private IdleBenchmark() {
        DecodeLimits limits = DecodeLimits.DEFAULT;
        TcpLimits tcp = limits.tcp();
        TcpLimits roomy =
                new TcpLimits(CONNECTIONS, tcp.attendNanos(), tcp.lifetimes(), tcp.reassembling(), tcp.recognising());
        List<ProtocolDecoder> decoders = new ArrayList<>();
        ServiceLoader.load(ProtocolDecoder.class).forEach(decoders::add);
        decoding = new Decoding(
                decoders,
                List.of(),
                new DecodeLimits(limits.ethernet(), limits.ip(), roomy, limits.anomaliesPerSecondMax()),
                observation -> {},
                new RoomMeter("decode"));
    }

    /** No arguments. */
    public static void main(String[] arguments) {
        System.out.printf(Locale.ROOT, "%,d idle connections:%n", CONNECTIONS);
        measure("opened", false);
        measure("spoke Modbus", true);
    }

    private static void measure(String name, boolean speaking) {
        IdleBenchmark benchmark = new IdleBenchmark();
        long before = used();
        for (int number = 0; number < CONNECTIONS; number++) {
            benchmark.open(number, speaking);
        }
        long kept = used() - before;
        System.out.printf(
                Locale.ROOT,
                "%-14s %5.1f MiB, %,5d bytes each, %d connections%n",
                name,
                kept / (double) (1 << 20),
                kept / CONNECTIONS,
                benchmark.decoding.connections());
    }

    private void open(int number, boolean speaking) {
        send(number, true, SYN, 0, new byte[0]);
        send(number, false, SYN | ACK, 0, new byte[0]);
        send(number, true, ACK, 1, new byte[0]);
        if (speaking) {
            send(number, true, ACK, 1, REQUEST);
            send(number, false, ACK, 1, ANSWER);
        }
    }

    private void send(int number, boolean asking, int flags, int sequence, byte[] payload) {
        int client = (10 << 24) | number;
        int server = (10 << 24) | (200 << 16) | (number & 0xFF);
        ByteBuffer frame = ByteBuffer.allocate(HEADERS + payload.length);
        frame.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) Packet.IPV4);
        frame.putShort((short) 0x4500).putShort((short) (40 + payload.length)).putInt(0);
        frame.putShort((short) 0x4006).putShort((short) 0);
        frame.putInt(asking ? client : server).putInt(asking ? server : client);
        frame.putShort((short) (asking ? 40_000 : 502)).putShort((short) (asking ? 502 : 40_000));
        frame.putInt(sequence).putInt((flags & ACK) == 0 ? 0 : 1);
        frame.put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 1024)
                .putInt(0)
                .put(payload);
        byte[] bytes = frame.array();
        decoding.frame(packet.over(bytes, 0, bytes.length, bytes.length).seen(1, LinkType.ETHERNET));
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
