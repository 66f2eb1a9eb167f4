package io.fieldwarden.agent.bench;

import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.DecodeLimits;
import io.fieldwarden.agent.Decoding;
import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.AlertRoute;
import io.fieldwarden.agent.detect.AlertSink;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.policy.Network;
import io.fieldwarden.agent.policy.Policy;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Measures decoding and judging on a capture repeated in memory: packets per second of processor time of the one thread, and bytes
 * allocated per packet. Run by {@code docs/developing/benchmark.sh}; not a test, because time is no property of code.
 */
public final class ReplayBenchmark {
    /** Until the optimising compiler has been over every decoder; the rare protocols take longest. */
    private static final int WARM_UP_ROUNDS = 120;

    private static final int ROUNDS = 20;
    /** Plants the rounds take turns in: addresses of one are those of the round so many before. */
    private static final int PLANTS = 16;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReplayBenchmark() {}

    /** What is measured. */
    private enum Stage {
        /** Link, IP, connections, reassembly, recognition without decoders. */
        CONNECTIONS("connections"),
        /** With all protocol and payload decoders; nobody reads the observations. */
        DECODE("decode"),
        /** With all detectors, which have learned this traffic before and judge it now. */
        DECODE_AND_DETECT("decode+detect");

        private final String text;

        Stage(String text) {
            this.text = text;
        }
    }

    /** Arguments: the capture, then optionally how many rounds to measure, then optionally the one stage to run. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: ReplayBenchmark CAPTURE [ROUNDS [STAGE]]");
            System.exit(2);
        }
        Traffic traffic = Traffic.of(Path.of(arguments[0]));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        System.out.printf(
                "%,d packets a round, %d rounds after %d to warm up%n", traffic.frames(), rounds, WARM_UP_ROUNDS);
        for (Stage stage : Stage.values()) {
            if (arguments.length < 3 || stage.text.equals(arguments[2])) {
                measure(stage, traffic, rounds);
            }
        }
    }

    private static void measure(Stage stage, Traffic traffic, int rounds) {
        int all = WARM_UP_ROUNDS + rounds;
        long[] alerts = new long[1];
        ObservationSink sink = stage == Stage.DECODE_AND_DETECT ? judge(traffic, all, alerts) : observation -> {};
        RoomMeter meter = new RoomMeter("decode");
        Decoding decoding = decoding(stage != Stage.CONNECTIONS, sink, meter);
        Packet packet = new Packet();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            traffic.play(all + round, round % PLANTS, packet, decoding::frame);
        }
        long emitted = meter.report().emitted();
        long allocated = THREAD.getCurrentThreadAllocatedBytes();
        long processor = THREAD.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int round = WARM_UP_ROUNDS; round < all; round++) {
            traffic.play(all + round, round % PLANTS, packet, decoding::frame);
        }
        wall = System.nanoTime() - wall;
        processor = THREAD.getCurrentThreadCpuTime() - processor;
        allocated = THREAD.getCurrentThreadAllocatedBytes() - allocated;
        emitted = meter.report().emitted() - emitted;
        double packets = (double) traffic.frames() * rounds;
        System.out.printf(
                Locale.ROOT,
                "%-14s %6.2f million packets/s per core, %5.0f ns/packet (%.0f by the wall clock), %5.1f bytes/packet,"
                        + " %.2f million observations/s (%.3f/packet), %d connections, %d failed, %d alerts%n",
                stage.text,
                packets / processor * 1e3,
                processor / packets,
                wall / packets,
                allocated / packets,
                emitted / (double) processor * 1e3,
                emitted / packets,
                decoding.connections(),
                meter.report().failed(),
                alerts[0]);
    }

    /** Detection that has learned all rounds and judges from now on: every address and operation is known to it. */
    private static ObservationSink judge(Traffic traffic, int rounds, long[] alerts) {
        Baseline baseline = new Baseline(new Learning(Learning.Mode.ALWAYS, Duration.ZERO), BaselineLimits.DEFAULT);
        Detection lesson = detection(baseline, alert -> {});
        Decoding decoding = decoding(true, lesson, new RoomMeter("decode"));
        Packet packet = new Packet();
        for (int round = 0; round < rounds; round++) {
            traffic.play(round, round % PLANTS, packet, decoding::frame);
        }
        lesson.close();
        baseline.freeze();
        Detection judging = detection(baseline, alert -> alerts[0]++);
        lesson.troubles().forEach(System.out::println);
        return judging;
    }

    private static Detection detection(Baseline baseline, AlertSink alerts) {
        // Turned addresses leave the private ranges: all of them are the plant's own, and so all are judged.
        DetectSettings settings = new DetectSettings(
                Set.of(),
                Map.of(),
                List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0")),
                List.of(),
                Set.of(),
                Policy.NONE,
                DetectSettings.Pace.DEFAULT);
        AlertRoute route = new AlertRoute(
                new AgentIdentity("benchmark", "benchmark"),
                (connectionId, atNanos) -> Optional.empty(),
                alerts,
                new RoomMeter("detect"));
        return new Detection(Detection.plugged(), AlertCatalogue.load(), settings, baseline, route);
    }

    private static Decoding decoding(boolean protocols, ObservationSink sink, RoomMeter meter) {
        return new Decoding(
                protocols ? load(ProtocolDecoder.class) : List.of(),
                load(PayloadDecoder.class),
                DecodeLimits.DEFAULT,
                sink,
                meter);
    }

    private static <T> List<T> load(Class<T> service) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
