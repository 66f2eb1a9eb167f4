package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Prints how many alerts a second the spool stores; see docs/developing/benchmarks-spool.md. */
final class SpoolBenchmark {
    private static final int ALERTS = 40_000;

    private SpoolBenchmark() {}

    /** @param args a directory on the disk to be measured */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "spool-benchmark");
        for (int round = 0; round < 3; round++) {
            measure(directory.resolve("low-" + round), "forced within 100 ms", Severity.LOW, ALERTS, ALERTS);
            measure(directory.resolve("group-" + round), "forced every 64", Severity.LOW, ALERTS, 64);
            measure(directory.resolve("each-" + round), "forced one by one", Severity.HIGH, 500, 1);
        }
    }

    private static void measure(Path directory, String what, Severity severity, int alerts, int forceEvery)
            throws Exception {
        SpoolLimits limits = new SpoolLimits(256L << 20, 100_000, 4 << 20, ALERTS, 1L << 30, Duration.ofMillis(100));
        List<Alert> ready = IntStream.range(0, alerts)
                .mapToObj(i -> Alerts.alert(i, severity))
                .toList();
        try (Spool spool = Spool.open(directory, limits, new RoomMeter("spool"))) {
            long start = System.nanoTime();
            for (int i = 0; i < alerts; i++) {
                spool.append(ready.get(i));
                if (i % forceEvery == forceEvery - 1) {
                    spool.force();
                }
            }
            spool.force();
            print("append, " + what, alerts, start);
            start = System.nanoTime();
            int read = 0;
            List<SpooledAlert> batch = spool.peek(256, 8 << 20);
            while (!batch.isEmpty()) {
                read += batch.size();
                spool.release(batch);
                batch = spool.peek(256, 8 << 20);
            }
            print("read and release, 256 at a time", read, start);
        }
    }

    private static void print(String what, int alerts, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-40s %,10.0f alerts/s%n", what, alerts / seconds);
    }
}
