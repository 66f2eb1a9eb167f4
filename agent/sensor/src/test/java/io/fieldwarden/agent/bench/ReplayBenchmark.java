package io.fieldwarden.agent.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Measures decoding on a capture repeated in memory: packets per second of processor time of the one thread, and bytes
 * allocated per packet. Run by {@code docs/developing/benchmark.sh}; not a test, because time is no property of code.
 */
public final class ReplayBenchmark {
    private static final int WARM_UP_ROUNDS = 12;
    private static final int ROUNDS = 20;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReplayBenchmark() {}

    /**
     * What is measured.
     *
     * @param name as printed
     * @param decoders whether protocols are decoded, or only layers and connections
     * @param sink makes what takes the observations
     */
    private record Stage(String name, boolean decoders, Supplier<ObservationSink> sink) {}

    /** Later stages are added here, for instance one whose sink judges. */
    private static List<Stage> stages() {
        return List.of(
                new Stage("connections", false, () -> observation -> {}),
                new Stage("decode", true, () -> observation -> {}));
    }

    /** Arguments: the capture, then optionally how many rounds to measure. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: ReplayBenchmark CAPTURE [ROUNDS]");
            System.exit(2);
        }
        Traffic traffic = Traffic.of(Path.of(arguments[0]));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        System.out.printf(
                "%,d packets a round, %d rounds after %d to warm up%n", traffic.frames(), rounds, WARM_UP_ROUNDS);
        for (Stage stage : stages()) {
            measure(stage, traffic, rounds);
        }
    }

    private static void measure(Stage stage, Traffic traffic, int rounds) {
        RoomMeter meter = new RoomMeter("decode");
        List<ProtocolDecoder> protocols = stage.decoders() ? load(ProtocolDecoder.class) : List.of();
        Decoding decoding = new Decoding(
                protocols,
                load(PayloadDecoder.class),
                DecodeLimits.DEFAULT,
                stage.sink().get(),
                meter);
        Packet packet = new Packet();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            traffic.play(round, packet, decoding::frame);
        }
        long emitted = meter.report().emitted();
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long processor = THREAD.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int round = WARM_UP_ROUNDS; round < WARM_UP_ROUNDS + rounds; round++) {
            traffic.play(round, packet, decoding::frame);
        }
        wall = System.nanoTime() - wall;
        processor = THREAD.getCurrentThreadCpuTime() - processor;
        allocated = THREAD.getCurrentThreadAllocatedBytes() - allocated;
        emitted = meter.report().emitted() - emitted;
        double packets = (double) traffic.frames() * rounds;
        System.out.printf(
                Locale.ROOT,
                "%-14s %6.2f million packets/s per core, %5.0f ns/packet (%.0f by the wall clock), %5.1f bytes/packet,"
                        + " %.3f observations/packet, %d connections, %d failed%n",
                stage.name(),
                packets / processor * 1e3,
                processor / packets,
                wall / packets,
                allocated / packets,
                emitted / packets,
                decoding.connections(),
                meter.report().failed());
    }

    private static <T> List<T> load(Class<T> service) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
