package io.fieldwarden.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Profiles know what they were shown, and stay within their limits. */
class ProfileTest {
    private final KeyText key = new KeyText();

    private static Baseline baseline(BaselineLimits limits) {
        return new Baseline(new Learning(Learning.Mode.LEARN, Duration.ofHours(1)), limits);
    }

    @Test
    void a_million_keys_stay_within_the_limit_and_silence_the_profile() {
        Baseline baseline = baseline(BaselineLimits.DEFAULT);
        SeenBefore seen = baseline.seen("comm.link");
        for (int number = 0; number < 1_000_000; number++) {
            seen.learn(key.start().part(Address.ipv4(number)).part("tcp").part(number & 0xFFFF), number);
        }
        assertThat(seen.size()).isEqualTo(BaselineLimits.DEFAULT.keysMax());
        assertThat(seen.overflowed()).isTrue();
        baseline.learning().timePassed(1);
        baseline.freeze();
        assertThat(seen.judges()).isFalse();
        assertThat(baseline.troubles()).singleElement().asString().contains("comm.link", "full at 32768");
        Baseline restored = baseline(BaselineLimits.DEFAULT);
        restored.restore(baseline.snapshot());
        assertThat(restored.seen("comm.link").judges()).isFalse();
    }

    @Test
    void keys_of_any_length_and_content_stay_apart() {
        SeenBefore seen = baseline(BaselineLimits.DEFAULT).seen("mqtt.topic");
        for (int length = 480; length < 530; length++) {
            String topic = "x".repeat(length);
            assertThat(seen.find(key.start().part(topic).part("a"))).isNull();
            seen.learn(key.start().part(topic).part("a"), 1);
            assertThat(seen.find(key.start().part(topic).part("a"))).isNotNull();
            assertThat(seen.find(key.start().part(topic).part("b"))).isNull();
        }
        seen.learn(key.start().part("a\tb").part("c"), 1);
        assertThat(seen.find(key.start().part("a").part("b\tc"))).isNull();
        assertThat(seen.find(key.start().part("a").part("b").part("c"))).isNull();
    }

    @Test
    void numbers_and_addresses_read_as_people_write_them() {
        assertThat(key.start().part(0).part(-17).part(Long.MAX_VALUE).part(502).toString())
                .isEqualTo("0\t-17\t9223372036854775807\t502");
        assertThat(key.start()
                        .part(Address.ipv4(0xC0A80001))
                        .part(Address.mac(0x001B1B010203L))
                        .toString())
                .isEqualTo("192.168.0.1\t00:1b:1b:01:02:03");
        assertThat(key.start().part(Address.ipv6(0x20010db800000000L, 1)).toString())
                .isEqualTo("2001:db8::1");
        assertThat(key.start().part("a\nb\\").toString()).isEqualTo("a\\u000ab\\u005c");
    }

    @Test
    void ranges_cover_what_was_learned_and_nothing_else() {
        Ranges ranges = baseline(BaselineLimits.DEFAULT).ranges("ot.range");
        SplittableRandom random = new SplittableRandom(4711);
        TreeSet<Long> model = new TreeSet<>();
        for (int round = 0; round < 60; round++) {
            long first = random.nextInt(2000);
            long last = first + random.nextInt(10);
            ranges.learn(key.start().part("r"), new Ranges.Run(first, last), round);
            for (long number = first; number <= last; number++) {
                model.add(number);
            }
        }
        Runs runs = Objects.requireNonNull(ranges.find(key.start().part("r")));
        for (long number = 0; number < 2020; number++) {
            assertThat(runs.covers(new Ranges.Run(number, number)))
                    .as("%d", number)
                    .isEqualTo(model.contains(number));
        }
        assertThat(runs.count()).isEqualTo(60);
    }

    @Test
    void too_many_runs_join_the_closest() {
        Ranges ranges = baseline(new BaselineLimits(4, 10, 3, 8, 1000)).ranges("ot.range");
        for (long first : new long[] {0, 1000, 1010, 5000}) {
            ranges.learn(key.start().part("r"), new Ranges.Run(first, first + 1), 1);
        }
        assertThat(ranges.find(key.start().part("r"))).hasToString("0..1 1000..1011 5000..5001");
    }

    @Test
    void what_a_scanner_did_is_forgotten() {
        Baseline baseline = baseline(BaselineLimits.DEFAULT);
        SeenBefore links = baseline.seen("comm.link");
        links.learn(key.start().part("10.0.0.1").part("old"), 10);
        links.learn(key.start().part("10.0.0.1").part("new"), 100);
        links.learn(key.start().part("10.0.0.11").part("other"), 100);
        baseline.forget("10.0.0.1", 50);
        assertThat(links.size()).isEqualTo(2);
        assertThat(links.find(key.start().part("10.0.0.1").part("new"))).isNull();
        assertThat(links.find(key.start().part("10.0.0.11").part("other"))).isNotNull();
    }

    @Test
    void measures_survive_a_restart_with_every_digit() {
        Baseline baseline = baseline(BaselineLimits.DEFAULT);
        Measures speeds = baseline.measures("proc.speed", "min", "max");
        Measure pump = Objects.requireNonNull(speeds.learn(key.start().part("pump"), 10));
        pump.set(0, -0.1);
        pump.set(1, 1e300 / 3);
        assertThat(speeds.learn(key.start().part("pump"), 20)).isSameAs(pump);
        byte[] file = baseline.snapshot();
        Baseline restored = baseline(BaselineLimits.DEFAULT);
        restored.restore(file);
        Measure again = Objects.requireNonNull(
                restored.measures("proc.speed", "min", "max").find(key.start().part("pump")));
        assertThat(again.get(0)).isEqualTo(-0.1);
        assertThat(again.get(1)).isEqualTo(1e300 / 3);
        assertThat(again.count()).isEqualTo(2);
        assertThat(again.lastNanos()).isEqualTo(20);
        assertThat(restored.snapshot()).isEqualTo(file);
        assertThat(restored.measures("proc.speed", "low", "high").size())
                .as("other columns: nothing can be told from the old ones")
                .isZero();
    }

    @Test
    void a_full_profile_of_measures_says_so() {
        Measures few = baseline(new BaselineLimits(4, 2, 3, 8, 1000)).measures("rate", "median");
        assertThat(few.learn(key.start().part("a"), 1)).isNotNull();
        assertThat(few.learn(key.start().part("b"), 1)).isNotNull();
        assertThat(few.overflowed()).isFalse();
        assertThat(few.learn(key.start().part("c"), 1)).isNull();
        assertThat(few.overflowed()).isTrue();
        assertThat(few.judges()).isFalse();
    }

    @Test
    void a_gap_counts_as_little_watched_time() {
        Learning learning = new Learning(Learning.Mode.LEARN, Duration.ofMinutes(5));
        learning.timePassed(1);
        learning.timePassed(Duration.ofDays(3).toNanos());
        assertThat(learning.on()).isTrue();
        assertThat(learning.watchedNanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
        learning.freeze();
        assertThat(learning.judging()).isTrue();
        Learning nothing = new Learning(Learning.Mode.FROZEN, Duration.ofMinutes(5));
        assertThat(nothing.judging())
                .as("nothing was learned, so nothing can be told")
                .isFalse();
    }
}
