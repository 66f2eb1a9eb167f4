package io.fieldwarden.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.observation.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline survives a restart, and nothing that happens to its file makes it worse than learning anew. */
class BaselineFileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND + 123_456_789L;

    @TempDir
    Path directory;

    private static Baseline fresh() {
        return new Baseline(new Learning(Learning.Mode.LEARN, Duration.ofSeconds(10)), BaselineLimits.DEFAULT);
    }

    private static Baseline learned() {
        Baseline baseline = fresh();
        baseline.learning().timePassed(START);
        KeyText key = new KeyText();
        SeenBefore links = baseline.seen("comm.link");
        links.learn(key.start().part(Address.ipv4(0x0A000311)).part("tcp").part(502), START);
        links.learn(key.start().part(Address.ipv4(0x0A000311)).part("tcp").part(502), START + SECOND);
        links.learn(
                key.start().part("topic with\ttab, \nnewline, \\ and Grüße 温度").part(-5), START + SECOND);
        Ranges ranges = baseline.ranges("ot.range");
        ranges.learn(key.start().part("1/holding-register"), new Ranges.Run(0, 9), START);
        ranges.learn(key.start().part("1/holding-register"), new Ranges.Run(100, 119), START + SECOND);
        baseline.keep("situation", "1\t2\t3\t4\tot.new-master 10.0.3.9 > 10.0.3.17\n");
        baseline.learning().timePassed(START + 3 * SECOND);
        return baseline;
    }

    @Test
    void a_restored_baseline_is_the_same() throws IOException {
        BaselineFile file = new BaselineFile(directory.resolve("lane-0.baseline"));
        byte[] snapshot = learned().snapshot();
        file.save(snapshot);
        Baseline restored = fresh();
        assertThat(file.restore(restored)).isEmpty();
        assertThat(new String(restored.snapshot(), StandardCharsets.UTF_8))
                .isEqualTo(new String(snapshot, StandardCharsets.UTF_8))
                .contains("10.0.3.17\ttcp\t502")
                .contains("0..9 100..119");
        assertThat(restored.learning().watchedNanos()).isEqualTo(3 * SECOND);
        Entry link = restored.seen("comm.link")
                .find(new KeyText()
                        .start()
                        .part(Address.ipv4(0x0A000311))
                        .part("tcp")
                        .part(502));
        assertThat(link).isNotNull().extracting(Entry::count).isEqualTo(2L);
    }

    @Test
    void learning_goes_on_where_it_stopped_and_ends_once() {
        Baseline restored = fresh();
        restored.restore(learned().snapshot());
        assertThat(restored.learning().on()).isTrue();
        restored.learning().timePassed(START + 1000 * SECOND);
        restored.learning().timePassed(START + 1006 * SECOND);
        assertThat(restored.learning().on()).isTrue();
        restored.learning().timePassed(START + 1007 * SECOND);
        assertThat(restored.learning().on()).isFalse();
        Baseline later = fresh();
        later.restore(restored.snapshot());
        assertThat(later.learning().on()).isFalse();
        assertThat(later.learning().judging()).isTrue();
    }

    @Test
    void damage_of_every_byte_is_found() {
        byte[] whole = learned().snapshot();
        for (int index = 0; index < whole.length; index++) {
            byte[] damaged = whole.clone();
            damaged[index] ^= 1;
            assertRefused(damaged, "byte " + index);
        }
    }

    @Test
    void a_file_cut_at_every_byte_is_found() {
        byte[] whole = learned().snapshot();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "cut at " + length);
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "one byte more");
    }

    private static void assertRefused(byte[] damaged, String what) {
        Baseline target = fresh();
        assertThatThrownBy(() -> target.restore(damaged))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
        assertThat(target.snapshot()).as(what).isEqualTo(fresh().snapshot());
    }

    @Test
    void a_sealed_file_with_wrong_contents_is_refused_by_line() {
        byte[] body = "fieldwarden-baseline\t1\nprofile\tseen\tcomm.link\twhole\t2\nnonsense\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> fresh().restore(BaselineText.seal(body)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
        byte[] later = "fieldwarden-baseline\t2\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> fresh().restore(BaselineText.seal(later)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fieldwarden-baseline 1");
    }

    @Test
    void a_damaged_file_is_kept_aside_and_learning_starts_anew() throws IOException {
        Path path = directory.resolve("lane-0.baseline");
        BaselineFile file = new BaselineFile(path);
        for (int round = 1; round <= 2; round++) {
            Files.writeString(path, "not a baseline " + round);
            Baseline baseline =
                    new Baseline(new Learning(Learning.Mode.FROZEN, Duration.ofSeconds(10)), BaselineLimits.DEFAULT);
            Optional<String> trouble = file.restore(baseline);
            assertThat(trouble).get().asString().contains("damaged", "expected", "damaged-" + round);
            assertThat(baseline.learning().on()).isTrue();
            assertThat(path).doesNotExist();
            assertThat(directory.resolve("lane-0.baseline.damaged-" + round)).hasContent("not a baseline " + round);
        }
    }

    @Test
    void a_crash_between_writing_and_renaming_leaves_the_old_file() throws IOException {
        Path path = directory.resolve("lane-0.baseline");
        BaselineFile file = new BaselineFile(path);
        byte[] old = learned().snapshot();
        file.save(old);
        Baseline grown = fresh();
        grown.restore(old);
        grown.seen("comm.asset").learn(new KeyText().start().part("10.0.3.99"), START);
        byte[] next = grown.snapshot();
        for (int written = 0; written <= next.length; written += 37) {
            file.writeNext(Arrays.copyOf(next, written));
            Baseline restored = fresh();
            assertThat(new BaselineFile(path).restore(restored)).isEmpty();
            assertThat(restored.snapshot()).isEqualTo(old);
        }
        file.save(next);
        assertThat(Files.readAllBytes(path)).isEqualTo(next);
        assertThat(directory.resolve("lane-0.baseline.next")).doesNotExist();
    }
}
