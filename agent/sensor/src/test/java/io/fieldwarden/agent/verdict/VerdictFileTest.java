package io.fieldwarden.agent.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts survive, in order, whatever a crash leaves. */
class VerdictFileTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String KEY = "comm.new-link 10.0.0.1 10.0.0.2 tcp 502";
    private static final long AT_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

    @TempDir
    Path folder;

    private VerdictFile file;

    @BeforeEach
    void open() {
        file = new VerdictFile(folder);
    }

    private static Verdict verdict(Verdict.Kind kind, @Nullable Instant until) {
        return new Verdict(NOW, kind, until, "Ada", "ticket 17: new press, \"line 2\"", KEY);
    }

    @Test
    void what_was_added_is_read_and_the_latest_verdict_on_a_situation_holds() throws IOException {
        assertThat(file.read()).isEmpty();
        file.add(verdict(Verdict.Kind.ALLOW, null));
        file.add(verdict(Verdict.Kind.MUTE, NOW.plusSeconds(60)));
        assertThat(file.read())
                .containsExactly(verdict(Verdict.Kind.ALLOW, null), verdict(Verdict.Kind.MUTE, NOW.plusSeconds(60)));
        Verdicts verdicts = new Verdicts(file.read());
        assertThat(verdicts.allows(KEY, AT_NANOS)).isFalse();
        assertThat(verdicts.on(KEY, AT_NANOS)).isNotNull();
        assertThat(verdicts.on(KEY, AT_NANOS + 60_000_000_000L)).isNull();
        file.add(verdict(Verdict.Kind.UNDO, null));
        assertThat(new Verdicts(file.read()).isEmpty()).isTrue();
    }

    @Test
    void news_are_told_once() throws IOException {
        assertThat(file.news()).isNotNull().matches(Verdicts::isEmpty);
        assertThat(file.news()).isNull();
        file.add(verdict(Verdict.Kind.ALLOW, null));
        assertThat(file.news()).isNotNull().matches(news -> news.allows(KEY, AT_NANOS));
        assertThat(file.news()).isNull();
    }

    @Test
    void a_line_cut_by_a_crash_is_left_out_and_a_wrong_one_is_named() throws IOException {
        file.add(verdict(Verdict.Kind.ALLOW, null));
        Path text = folder.resolve(VerdictFile.NAME);
        Files.writeString(text, "2026-01-02T03:04:05Z\tallow\t-\tAda", StandardOpenOption.APPEND);
        assertThat(file.read()).hasSize(1);
        Files.writeString(text, "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> file.read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("verdicts.txt, line 2: 4 fields, expected 6");
        Files.writeString(text, "2026-01-02T03:04:05Z\tforbid\t-\tAda\twhy\tkey\n");
        assertThatThrownBy(() -> file.read()).hasMessageContaining("line 1");
    }

    @Test
    void texts_that_would_break_a_line_and_mutes_without_end_are_refused() {
        assertThatThrownBy(() -> new Verdict(NOW, Verdict.Kind.ALLOW, null, "Ada\tallow", "why", KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by has 9 characters");
        assertThatThrownBy(() -> new Verdict(NOW, Verdict.Kind.ALLOW, null, "Ada", " ", KEY))
                .hasMessageContaining("why");
        assertThatThrownBy(() -> verdict(Verdict.Kind.MUTE, null)).hasMessageContaining("until when");
    }
}
