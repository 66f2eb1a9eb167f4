package io.fieldwarden.agent.spool;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts and failing disks: the files cut and flipped at every byte. */
class SpoolDamageTest {
    @TempDir
    Path temp;

    @Test
    void cut_at_every_byte_keeps_every_whole_frame_and_goes_on() throws Exception {
        Map<String, byte[]> files = spoolOf(2, Severity.LOW);
        String segment = segment(files);
        byte[] whole = bytes(files, segment);
        int frame = whole.length / 2;
        assertThat(whole.length).isEqualTo(2 * frame);
        for (int cut = 0; cut < whole.length; cut++) {
            Path directory = restore(files);
            Files.write(directory.resolve(segment), java.util.Arrays.copyOf(whole, cut));
            int intact = cut / frame;
            try (Spool spool = open(directory)) {
                assertThat(SpoolTest.numbers(spool)).hasSize(intact);
                spool.append(alert(9, Severity.LOW));
                spool.force();
            }
            try (Spool spool = open(directory)) {
                assertThat(SpoolTest.numbers(spool)).hasSize(intact + 1).contains(9);
                assertThat(spool.damaged()).isZero();
            }
        }
    }

    @Test
    void flipped_at_every_byte_loses_at_most_the_frame_it_is_in() throws Exception {
        Map<String, byte[]> files = spoolOf(3, Severity.LOW);
        String segment = segment(files);
        int frame = bytes(files, segment).length / 3;
        for (int at = 0; at < 3 * frame; at++) {
            for (int bits : new int[] {0xFF, 0x01}) {
                byte[] flipped = bytes(files, segment).clone();
                flipped[at] ^= (byte) bits;
                Path directory = restore(files);
                Files.write(directory.resolve(segment), flipped);
                List<Integer> expected = new ArrayList<>(List.of(0, 1, 2));
                if (at % frame != Frame.STATE_AT) {
                    expected.remove(Integer.valueOf(at / frame));
                }
                try (Spool spool = open(directory)) {
                    assertThat(SpoolTest.numbers(spool)).as("byte %d", at).isEqualTo(expected);
                    assertThat(spool.damaged()).isEqualTo(expected.size() < 3 && at < 2 * frame ? 1 : 0);
                }
            }
        }
    }

    @Test
    void a_frame_that_rots_while_the_spool_is_open_is_skipped_and_counted() throws Exception {
        Path directory = temp.resolve("rot");
        try (Spool spool = open(directory)) {
            IntStream.range(0, 3).forEach(i -> spool.append(alert(i, Severity.LOW)));
            spool.force();
            Path segment = directory.resolve(segment(contents(directory)));
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2] ^= 1;
            Files.write(segment, bytes);
            assertThat(SpoolTest.numbers(spool)).containsExactly(0, 2);
            assertThat(spool.damaged()).isEqualTo(1);
            assertThat(spool.report().alerts()).isEqualTo(2);
        }
    }

    @Test
    void a_tail_of_zeros_left_by_a_power_cut_is_cut_off() throws Exception {
        Map<String, byte[]> files = spoolOf(2, Severity.LOW);
        String segment = segment(files);
        byte[] whole = bytes(files, segment);
        Path directory = restore(files);
        Files.write(directory.resolve(segment), java.util.Arrays.copyOf(whole, whole.length + 5000));
        try (Spool spool = open(directory)) {
            assertThat(SpoolTest.numbers(spool)).containsExactly(0, 1);
        }
        assertThat(Files.size(directory.resolve(segment))).isEqualTo(whole.length);
    }

    /** What was not forced may be lost up to any byte, in every file independently; what was forced never. */
    @Test
    void losing_any_part_of_what_was_not_forced_loses_nothing_that_was() throws Exception {
        SpoolLimits lazy = new SpoolLimits(1 << 20, 100, 64 * 1024, 100, 8 << 20, java.time.Duration.ofHours(1));
        Path directory = temp.resolve("lazy");
        Map<String, byte[]> forced;
        Map<String, byte[]> later;
        try (Spool spool = Spool.open(directory, lazy, new RoomMeter("spool"))) {
            spool.append(alert(1, 0, Severity.LOW, 0));
            spool.append(alert(2, 0, Severity.MEDIUM, 0));
            spool.force();
            forced = contents(directory);
            spool.append(alert(1, 1, Severity.MEDIUM, 0)); // replaces a forced one, itself not forced
            spool.append(alert(3, 0, Severity.LOW, 0));
            org.awaitility.Awaitility.await().until(() -> spool.report().alerts() == 3);
            later = contents(directory);
        }
        int tried = 0;
        for (Map.Entry<String, byte[]> file : later.entrySet()) {
            String name = file.getKey();
            int from = forced.getOrDefault(name, new byte[0]).length;
            for (int cut = from; cut < file.getValue().length; cut++) {
                Path copy = restore(later);
                Files.write(copy.resolve(name), java.util.Arrays.copyOf(file.getValue(), cut));
                try (Spool spool = open(copy)) {
                    assertThat(SpoolTest.numbers(spool)).contains(1, 2);
                }
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(1000);
    }

    @Test
    void the_count_of_drops_survives_a_torn_write_of_it() throws Exception {
        Path file = temp.resolve("dropped");
        Tally tally = Tally.open(file);
        for (int i = 1; i <= 5; i++) {
            tally.add(1);
            tally.save();
        }
        tally.close();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) 0xFF;
            Files.write(file, flipped);
            Tally again = Tally.open(file);
            assertThat(again.count()).isBetween(4L, 5L);
            again.add(7);
            again.save();
            again.close();
            assertThat(Tally.open(file).count()).isBetween(11L, 12L);
        }
    }

    @Test
    void strange_files_in_the_directory_are_left_alone() throws Exception {
        Path directory = restore(spoolOf(1, Severity.LOW));
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("0000000000000009-dreadful.seg"), "not a severity");
        Files.writeString(directory.resolve("00000000000000ff-high.seg"), "no frame at all");
        try (Spool spool = open(directory)) {
            assertThat(SpoolTest.numbers(spool)).containsExactly(0);
        }
        assertThat(directory.resolve("notes.txt")).exists();
        assertThat(directory.resolve("0000000000000009-dreadful.seg")).exists();
    }

    private Map<String, byte[]> spoolOf(int alerts, Severity severity) throws Exception {
        Path directory = temp.resolve("original");
        try (Spool spool = open(directory)) {
            IntStream.range(0, alerts).forEach(i -> spool.append(alert(i, severity)));
            spool.force();
            assertThat(SpoolTest.numbers(spool)).hasSize(alerts);
        }
        return contents(directory);
    }

    private static Spool open(Path directory) throws IOException {
        return Spool.open(directory, SpoolTest.SMALL, new RoomMeter("spool"));
    }

    private static byte[] bytes(Map<String, byte[]> files, String name) {
        return java.util.Objects.requireNonNull(files.get(name));
    }

    private static String segment(Map<String, byte[]> files) {
        return files.keySet().stream()
                .filter(name -> name.endsWith(".seg"))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, byte[]> contents(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private Path restore(Map<String, byte[]> files) throws IOException {
        Path directory = temp.resolve("restored");
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }
}
