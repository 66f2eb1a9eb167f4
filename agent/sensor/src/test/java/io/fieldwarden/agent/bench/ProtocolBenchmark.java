package io.fieldwarden.agent.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Measures the decoding of each protocol of a capture by itself, with all decoders installed: time and bytes allocated per packet
 * of the connections that turned out to speak it. Run by {@code docs/developing/benchmark.sh}.
 */
public final class ProtocolBenchmark {
    private static final int PACKETS_MIN = 100;
    private static final int PACKETS_WARM_UP = 2_000_000;
    private static final int PACKETS_MEASURED = 3_000_000;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ProtocolBenchmark() {}

    /** Arguments: the capture, then optionally the one protocol to measure. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: ProtocolBenchmark CAPTURE [PROTOCOL]");
            System.exit(2);
        }
        Traffic traffic = Traffic.of(Path.of(arguments[0]));
        System.out.printf(
                "%-14s %9s %22s %10s %14s %18s%n",
                "protocol", "packets", "million packets/s/core", "ns/packet", "bytes/packet", "observations/packet");
        byProtocol(traffic).forEach((protocol, frames) -> {
            boolean wanted = arguments.length < 2 || arguments[1].equals(protocol);
            if (wanted && frames.cardinality() >= PACKETS_MIN) {
                measure(protocol, traffic.only(frames));
            }
        });
    }

    private static Map<String, BitSet> byProtocol(Traffic traffic) {
        Map<Long, String> spoken = new HashMap<>();
        long[] connections = new long[traffic.frames()];
        Decoding decoding = decoding(
                observation -> {
                    if (observation instanceof ConnectionSeen seen) {
                        spoken.put(seen.connection().id(), seen.connection().protocol());
                    }
                },
                new RoomMeter("decode"));
        int[] next = new int[1];
        traffic.play(0, 0, new Packet(), packet -> connections[next[0]++] = decoding.frame(packet));
        Map<String, BitSet> frames = new TreeMap<>();
        for (int frame = 0; frame < connections.length; frame++) {
            String protocol = spoken.getOrDefault(connections[frame], "");
            frames.computeIfAbsent(protocol.isEmpty() ? "(unknown)" : protocol, none -> new BitSet())
                    .set(frame);
        }
        return frames;
    }

    private static void measure(String protocol, Traffic traffic) {
        RoomMeter meter = new RoomMeter("decode");
        Decoding decoding = decoding(observation -> {}, meter);
        Packet packet = new Packet();
        int warmUp = Math.max(1, PACKETS_WARM_UP / traffic.frames());
        int rounds = Math.max(1, PACKETS_MEASURED / traffic.frames());
        for (int round = 0; round < warmUp; round++) {
            traffic.play(round, round, packet, decoding::frame);
        }
        long emitted = meter.report().emitted();
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long processor = THREAD.getCurrentThreadCpuTime();
        for (int round = warmUp; round < warmUp + rounds; round++) {
            traffic.play(round, round, packet, decoding::frame);
        }
        processor = THREAD.getCurrentThreadCpuTime() - processor;
        allocated = THREAD.getCurrentThreadAllocatedBytes() - allocated;
        emitted = meter.report().emitted() - emitted;
        double packets = (double) traffic.frames() * rounds;
        System.out.printf(
                Locale.ROOT,
                "%-14s %,9d %22.2f %10.0f %14.1f %18.2f%n",
                protocol,
                traffic.frames(),
                packets / processor * 1e3,
                processor / packets,
                allocated / packets,
                emitted / packets);
    }

    private static Decoding decoding(ObservationSink sink, RoomMeter meter) {
        return new Decoding(load(ProtocolDecoder.class), load(PayloadDecoder.class), DecodeLimits.DEFAULT, sink, meter);
    }

    private static <T> List<T> load(Class<T> service) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
