package io.fieldwarden.agent.spool;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    static final SpoolLimits SMALL = new SpoolLimits(64 * 1024, 10_000, 4096, 1000, 8 << 20, Duration.ofMillis(10));

    @TempDir
    Path temp;

    private final RoomMeter meter = new RoomMeter("spool");

    @Test
    void alerts_come_back_whole_and_in_order() throws Exception {
        List<Alert> handed = IntStream.range(0, 20)
                .mapToObj(i -> alert(i, Severity.values()[i % 5]))
                .toList();
        try (Spool spool = open(SMALL)) {
            handed.forEach(spool::append);
            spool.force();
            assertThat(read(spool)).isEqualTo(handed);
            assertThat(spool.report().alerts()).isEqualTo(20);
        }
        try (Spool spool = open(SMALL)) {
            assertThat(read(spool)).isEqualTo(handed);
        }
    }

    @Test
    void evidence_survives() throws Exception {
        try (Spool spool = open(SpoolLimits.DEFAULT)) {
            spool.append(alert(1, 0, Severity.HIGH, 64 * 1024));
            spool.force();
            Evidence evidence = read(spool).getFirst().evidence();
            assertThat(evidence == null ? 0 : evidence.pcapng().length).isEqualTo(64 * 1024);
        }
    }

    @Test
    void released_alerts_are_gone_even_after_reopening() throws Exception {
        try (Spool spool = open(SMALL)) {
            IntStream.range(0, 30).forEach(i -> spool.append(alert(i, Severity.LOW)));
            spool.force();
            spool.release(spool.peek(10, Long.MAX_VALUE));
            assertThat(spool.report().alerts()).isEqualTo(20);
        }
        try (Spool spool = open(SMALL)) {
            assertThat(numbers(spool)).isEqualTo(IntStream.range(10, 30).boxed().toList());
            spool.release(spool.peek(100, Long.MAX_VALUE));
            assertThat(spool.peek(100, Long.MAX_VALUE)).isEmpty();
        }
        assertThat(meter.report().received()).isEqualTo(30);
        assertThat(meter.report().emitted()).isEqualTo(30);
        assertThat(segmentFiles()).isLessThanOrEqualTo(1);
    }

    @Test
    void peek_keeps_to_its_limits_but_always_gives_one() throws Exception {
        try (Spool spool = open(SMALL)) {
            IntStream.range(0, 5).forEach(i -> spool.append(alert(i, Severity.LOW)));
            spool.force();
            assertThat(spool.peek(3, Long.MAX_VALUE)).hasSize(3);
            assertThat(spool.peek(5, 1)).hasSize(1);
            assertThat(spool.peek(5, 2500)).hasSizeBetween(1, 3);
        }
    }

    @Test
    void only_the_newest_revision_waits() throws Exception {
        try (Spool spool = open(SMALL)) {
            spool.append(alert(1, 0, Severity.LOW, 0));
            spool.append(alert(2, 0, Severity.LOW, 0));
            spool.append(alert(1, 3, Severity.HIGH, 0));
            spool.append(alert(1, 2, Severity.LOW, 0));
            spool.force();
            assertThat(read(spool)).containsExactly(alert(2, 0, Severity.LOW, 0), alert(1, 3, Severity.HIGH, 0));
            assertThat(spool.collapsed()).isEqualTo(2);
        }
        try (Spool spool = open(SMALL)) {
            assertThat(read(spool)).containsExactly(alert(2, 0, Severity.LOW, 0), alert(1, 3, Severity.HIGH, 0));
        }
    }

    @Test
    void a_receipt_of_an_older_revision_does_not_free_the_newer_one() throws Exception {
        try (Spool spool = open(SMALL)) {
            spool.append(alert(1, 0, Severity.LOW, 0));
            spool.force();
            List<SpooledAlert> sent = spool.peek(10, Long.MAX_VALUE);
            spool.append(alert(1, 1, Severity.LOW, 0));
            spool.force();
            spool.release(sent);
            assertThat(read(spool)).containsExactly(alert(1, 1, Severity.LOW, 0));
        }
    }

    @Test
    void one_alert_revised_for_ever_does_not_fill_the_spool() throws Exception {
        try (Spool spool = open(SMALL)) {
            for (int revision = 0; revision < 2000; revision++) {
                spool.append(alert(1, revision, Severity.LOW, 0));
                if (revision % 500 == 499) {
                    spool.force();
                }
            }
            spool.append(alert(2, Severity.INFO));
            spool.force();
            assertThat(numbers(spool)).containsExactly(1, 2);
            assertThat(spool.report().dropped()).isZero();
            assertThat(bytesOnDisk()).isLessThanOrEqualTo(SMALL.bytesMax());
        }
    }

    @Test
    void when_full_the_lowest_severity_goes_first_and_is_counted_across_restarts() throws Exception {
        long dropped;
        try (Spool spool = open(SMALL)) {
            IntStream.range(0, 10).forEach(i -> spool.append(alert(i, Severity.CRITICAL)));
            IntStream.range(10, 400).forEach(i -> spool.append(alert(i, Severity.LOW)));
            spool.append(alert(400, Severity.HIGH));
            spool.force();
            List<Integer> left = numbers(spool);
            assertThat(left).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 399, 400).doesNotContain(10);
            dropped = spool.report().dropped();
            assertThat(dropped).isEqualTo(401 - left.size()).isPositive();
            assertThat(meter.report().dropped()).isEqualTo(dropped);
            assertThat(bytesOnDisk()).isLessThanOrEqualTo(SMALL.bytesMax());
        }
        try (Spool spool = open(SMALL)) {
            assertThat(spool.report().dropped()).isEqualTo(dropped);
        }
    }

    @Test
    void a_newcomer_below_everything_that_waits_is_dropped_itself() throws Exception {
        try (Spool spool = open(new SpoolLimits(64 * 1024, 5, 4096, 100, 8 << 20, Duration.ofMillis(10)))) {
            IntStream.range(0, 5).forEach(i -> spool.append(alert(i, Severity.HIGH)));
            spool.append(alert(5, Severity.MEDIUM));
            spool.force();
            assertThat(numbers(spool)).containsExactly(0, 1, 2, 3, 4);
            assertThat(spool.report().dropped()).isEqualTo(1);
        }
    }

    @Test
    void an_alert_too_large_loses_its_evidence() throws Exception {
        try (Spool spool = open(SpoolLimits.DEFAULT)) {
            spool.append(alert(1, 0, Severity.HIGH, 2 << 20));
            spool.force();
            assertThat(read(spool)).containsExactly(alert(1, Severity.HIGH));
        }
    }

    @Test
    void a_second_opener_is_told_who_holds_the_directory() throws Exception {
        try (Spool spool = open(SMALL)) {
            assertThat(spool.report().alerts()).isZero();
            assertThatThrownBy(() -> open(SMALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another agent (process "
                            + ProcessHandle.current().pid() + ")");
        }
        open(SMALL).close();
    }

    @Test
    void only_the_owner_may_read_it() throws Exception {
        try (Spool spool = open(SMALL)) {
            spool.append(alert(1, Severity.LOW));
            spool.force();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_waiting_reader_is_woken() throws Exception {
        try (Spool spool = open(SMALL)) {
            assertThat(spool.awaitAlerts(Duration.ofMillis(1))).isFalse();
            Thread lane = Thread.ofVirtual().start(() -> spool.append(alert(1, Severity.LOW)));
            assertThat(spool.awaitAlerts(Duration.ofSeconds(30))).isTrue();
            lane.join();
        }
    }

    @Test
    void an_alert_that_cannot_be_written_is_counted_and_the_next_one_kept() throws Exception {
        try (Spool spool = open(SMALL)) {
            Alert good = Alerts.alert(2, Severity.HIGH);
            spool.append(Alerts.withMeaning(Alerts.alert(1, Severity.HIGH), "half a character: \uD83D"));
            spool.append(good);
            spool.force();
            assertThat(numbers(spool)).containsExactly(2);
            assertThat(spool.report().dropped()).isEqualTo(1);
        }
    }

    @Test
    void a_revision_without_packets_keeps_those_of_the_one_it_replaces() throws Exception {
        try (Spool spool = open(SMALL)) {
            spool.append(Alerts.alert(1, 0, Severity.HIGH, 100));
            spool.append(Alerts.alert(1, 1, Severity.HIGH, 0));
            spool.force();
            List<Alert> waiting = read(spool);
            assertThat(waiting).hasSize(1);
            assertThat(waiting.getFirst().revision()).isEqualTo(1);
            assertThat(waiting.getFirst().evidence()).isNotNull();
        }
    }

    private Spool open(SpoolLimits limits) throws IOException {
        return Spool.open(directory(), limits, meter);
    }

    private Path directory() {
        return temp.resolve("spool");
    }

    private long segmentFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".seg")).count();
        }
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    static List<Alert> read(Spool spool) throws IOException {
        return spool.peek(Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(SpooledAlert::alert)
                .toList();
    }

    static List<Integer> numbers(Spool spool) throws IOException {
        return read(spool).stream().map(Alerts::number).toList();
    }
}
