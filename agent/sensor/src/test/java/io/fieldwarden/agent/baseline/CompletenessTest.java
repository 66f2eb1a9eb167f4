package io.fieldwarden.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much of normal has been learned, and when that is enough. */
class CompletenessTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long BEGIN = 1_700_000_000L * 1_000_000_000L;
    private static final String POLLER = "10.0.0.1";
    private static final String LATE = "10.0.0.9";

    private final KeyText key = new KeyText();

    private static Baseline baseline(double enough) {
        return new Baseline(new Learning(Learning.Mode.LEARN, Duration.ofDays(30), enough), BaselineLimits.DEFAULT);
    }

    /** Minutes of a plant that always does the same, beside it something new every so many minutes, 0 for never. */
    private void watch(Baseline baseline, int fromMinute, int toMinute, int newEvery) {
        for (int minute = fromMinute; minute < toMinute && baseline.learning().on(); minute++) {
            long at = BEGIN + minute * MINUTE;
            baseline.learning().timePassed(at);
            baseline.seen("comm.asset").learn(key.start().part(POLLER), at);
            baseline.seen("comm.link").learn(key.start().part(POLLER).part("10.0.0.2"), at);
            if (newEvery > 0 && minute % newEvery == 0) {
                baseline.seen("comm.link").learn(key.start().part(POLLER).part("10.1.0." + minute), at);
            }
            baseline.assess();
        }
    }

    @Test
    void a_plant_that_always_does_the_same_becomes_complete_with_time() {
        Baseline baseline = baseline(Learning.NEVER_ENOUGH);
        watch(baseline, 0, 30, 0);
        assertThat(baseline.completeness().percent()).isLessThan(50);
        watch(baseline, 30, 7 * 24 * 60, 0);
        assertThat(baseline.completeness().percent()).isGreaterThanOrEqualTo(98).isLessThan(100);
        assertThat(baseline.completeness()).asString().contains("stretches of 1 h");
    }

    @Test
    void a_plant_that_shows_something_new_every_hour_never_does() {
        Baseline baseline = baseline(0.9);
        watch(baseline, 0, 7 * 24 * 60, 55);
        assertThat(baseline.completeness().percent()).isLessThan(15);
        assertThat(baseline.learning().on()).isTrue();
    }

    @Test
    void many_new_things_in_one_hour_are_one_surprise() {
        Baseline baseline = baseline(Learning.NEVER_ENOUGH);
        watch(baseline, 0, 48 * 60, 0);
        Baseline other = baseline(Learning.NEVER_ENOUGH);
        watch(other, 0, 24 * 60, 0);
        watch(other, 24 * 60, 24 * 60 + 50, 1);
        watch(other, 24 * 60 + 50, 48 * 60, 0);
        assertThat(baseline.completeness().percent() - other.completeness().percent())
                .isBetween(1, 10);
    }

    @Test
    void learning_ends_sooner_when_it_is_complete_enough() {
        Baseline baseline = baseline(0.95);
        watch(baseline, 0, 30 * 24 * 60, 0);
        assertThat(baseline.learning().on()).isFalse();
        assertThat(Duration.ofNanos(baseline.learning().watchedNanos()))
                .isBetween(Duration.ofHours(18), Duration.ofHours(30));
    }

    @Test
    void a_device_that_joined_late_is_judged_by_its_own_time() {
        Baseline baseline = baseline(Learning.NEVER_ENOUGH);
        watch(baseline, 0, 100 * 60, 0);
        for (int minute = 100 * 60; minute < 102 * 60; minute++) {
            long at = BEGIN + minute * MINUTE;
            baseline.learning().timePassed(at);
            baseline.seen("comm.asset").learn(key.start().part(LATE), at);
            baseline.seen("comm.asset").learn(key.start().part(POLLER), at);
        }
        assertThat(baseline.assets(baseline.seen("comm.asset")))
                .satisfiesExactly(
                        poller -> {
                            assertThat(poller.asset()).isEqualTo(POLLER);
                            assertThat(poller.completeness().percent()).isGreaterThan(95);
                            assertThat(poller.entries()).isEqualTo(2);
                        },
                        late -> {
                            assertThat(late.asset()).isEqualTo(LATE);
                            assertThat(late.samples()).isEqualTo(120);
                            assertThat(late.completeness().percent()).isLessThan(85);
                        });
    }

    @Test
    void it_is_known_again_after_a_restart() {
        Baseline baseline = baseline(Learning.NEVER_ENOUGH);
        watch(baseline, 0, 50 * 60, 0);
        Baseline restored = baseline(Learning.NEVER_ENOUGH);
        restored.restore(baseline.snapshot());
        assertThat(restored.completeness().percent())
                .isEqualTo(baseline.completeness().percent());
    }

    @Test
    void two_baselines_differ_by_what_one_of_them_does_not_hold() {
        Baseline first = baseline(Learning.NEVER_ENOUGH);
        watch(first, 0, 2, 0);
        Baseline second = baseline(Learning.NEVER_ENOUGH);
        watch(second, 0, 5, 0);
        second.seen("comm.link").learn(key.start().part(LATE).part("tcp"), BEGIN);
        assertThat(Difference.between(first, first).lines()).isEmpty();
        assertThat(Difference.between(first, second).lines()).containsExactly("+\tcomm.link\t" + LATE + "\ttcp");
        assertThat(Difference.between(second, first).lines()).containsExactly("-\tcomm.link\t" + LATE + "\ttcp");
    }
}
