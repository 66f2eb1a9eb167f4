package io.fieldwarden.agent.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * Measures what a packet costs as connections and devices grow: Modbus polls over so many open connections, each to a device of
 * its own or all to the same 250. Flat is right. Run by {@code docs/developing/benchmark.sh}.
 */
public final class GrowthBenchmark {
    private static final int HEADERS = 54;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int SEQUENCE_AT = 38;
    private static final int PACKETS_WARM_UP = 2_000_000;
    private static final int PACKETS_MEASURED = 4_000_000;
    private static final int FEW_DEVICES = 250;
    private static final byte[] REQUEST = {0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1};
    private static final byte[] ANSWER = {0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 7};

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RoomMeter meter = new RoomMeter("decode");
    private final Decoding decoding = new Decoding(
            load(ProtocolDecoder.class), load(PayloadDecoder.class), DecodeLimits.DEFAULT, observation -> {}, meter);
    private final Packet packet = new Packet();
    private final byte[][] frames;
    private final int devices;
    private long atNanos = 1;
    private int polls;

    private GrowthBenchmark(int connections, int devices) {
        this.devices = devices;
        this.frames = new byte[connections * 2][];
        for (int number = 0; number < connections; number++) {
            frame(bytes(number, true, SYN, 0, new byte[0]));
            frame(bytes(number, false, SYN | ACK, 0, new byte[0]));
            frames[2 * number] = bytes(number, true, ACK, 1, REQUEST);
            frames[2 * number + 1] = bytes(number, false, ACK, 1, ANSWER);
        }
    }

    /** No arguments. */
    public static void main(String[] arguments) {
        System.out.printf(
                "%12s %9s %10s %13s %20s%n",
                "connections", "devices", "ns/packet", "bytes/packet", "observations/packet");
        measure(1_000, FEW_DEVICES, false); // what a first run costs is no growth
        for (int connections : new int[] {250, 1_000, 4_000, 16_000, 32_000}) {
            measure(connections, FEW_DEVICES, true);
        }
        for (int devices : new int[] {1_000, 4_000, 16_000, 32_000}) {
            measure(devices, devices, true);
        }
    }

    private static void measure(int connections, int devices, boolean told) {
        GrowthBenchmark growth = new GrowthBenchmark(connections, devices);
        growth.play(PACKETS_WARM_UP);
        long emitted = growth.meter.report().emitted();
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long processor = THREAD.getCurrentThreadCpuTime();
        long packets = growth.play(PACKETS_MEASURED);
        processor = THREAD.getCurrentThreadCpuTime() - processor;
        allocated = THREAD.getCurrentThreadAllocatedBytes() - allocated;
        if (told) {
            System.out.printf(
                    Locale.ROOT,
                    "%,12d %,9d %10.0f %13.1f %20.2f%n",
                    connections,
                    devices,
                    processor / (double) packets,
                    allocated / (double) packets,
                    (growth.meter.report().emitted() - emitted) / (double) packets);
        }
    }

    /** Every connection polls once after the other, again and again; returns how many packets that were. */
    private long play(int packetsMin) {
        long packets = 0;
        while (packets < packetsMin) {
            for (int index = 0; index < frames.length; index++) {
                byte[] bytes = frames[index];
                int size = index % 2 == 0 ? REQUEST.length : ANSWER.length;
                ByteBuffer.wrap(bytes).putInt(SEQUENCE_AT, 1 + polls * size);
                frame(bytes);
            }
            polls++;
            packets += frames.length;
        }
        return packets;
    }

    private void frame(byte[] bytes) {
        atNanos += 10_000;
        decoding.frame(packet.over(bytes, 0, bytes.length, bytes.length).seen(atNanos, LinkType.ETHERNET));
    }

    private byte[] bytes(int number, boolean asking, int flags, int sequence, byte[] payload) {
        int client = (10 << 24) | number;
        int server = (10 << 24) | (200 << 16) | (number % devices);
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
        return frame.array();
    }

    private static <T> List<T> load(Class<T> service) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
