package io.fieldwarden.agent.spool;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real, small file system that others fill. */
class SpoolDiskFullTest {
    private static final SpoolLimits LARGER_THAN_THE_DISK =
            new SpoolLimits(64 << 20, 100_000, 64 * 1024, 10_000, 64 << 20, Duration.ofMillis(10));

    @TempDir
    Path temp;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", temp.toString()) == 0;
        assumeTrue(mounted || "true".equals(System.getenv("CI")), "mounting a small disk needs root");
        assertThat(mounted).isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", temp.toString())).isZero();
        }
    }

    @Test
    void a_disk_smaller_than_the_limit_keeps_the_severe_and_counts_the_rest() throws Exception {
        Path directory = temp.resolve("spool");
        long dropped;
        List<Integer> left;
        try (Spool spool = open(directory)) {
            IntStream.range(0, 2000).forEach(i -> spool.append(alert(i, Severity.LOW)));
            spool.force();
            IntStream.range(2000, 2100).forEach(i -> spool.append(alert(i, Severity.CRITICAL)));
            spool.force();
            left = SpoolTest.numbers(spool);
            dropped = spool.report().dropped();
            assertThat(left).containsAll(IntStream.range(2000, 2100).boxed().toList());
            assertThat(left.size() + dropped).isEqualTo(2100);
            assertThat(dropped).isPositive();
        }
        try (Spool spool = open(directory)) {
            assertThat(SpoolTest.numbers(spool)).isEqualTo(left);
            assertThat(spool.report().dropped()).isEqualTo(dropped);
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void it_recovers_when_the_disk_has_room_again() throws Exception {
        Path directory = temp.resolve("spool");
        Path filler = temp.resolve("filler");
        try (Spool spool = open(directory)) {
            IntStream.range(0, 10).forEach(i -> spool.append(alert(i, Severity.MEDIUM)));
            spool.force();
            fill(filler);
            IntStream.range(10, 100).forEach(i -> spool.append(alert(i, Severity.MEDIUM)));
            spool.force();
            int kept = SpoolTest.numbers(spool).size();
            assertThat(spool.report().dropped()).isEqualTo(100 - kept).isPositive();
            spool.release(spool.peek(5, Long.MAX_VALUE)); // freeing works on a full disk
            Files.delete(filler);
            spool.append(alert(100, Severity.MEDIUM));
            spool.force();
            assertThat(SpoolTest.numbers(spool))
                    .hasSize(kept - 5 + 1)
                    .contains(100)
                    .doesNotContain(0, 4);
        }
        try (Spool spool = open(directory)) {
            assertThat(SpoolTest.numbers(spool)).contains(100).doesNotContain(0, 4);
            assertThat(spool.damaged()).isZero();
        }
    }

    private static void fill(Path file) throws Exception {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[256];
            for (int i = 0; i < 1 << 20; i++) {
                out.write(block);
            }
        } catch (java.io.IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static Spool open(Path directory) throws Exception {
        return Spool.open(directory, LARGER_THAN_THE_DISK, new RoomMeter("spool"));
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
