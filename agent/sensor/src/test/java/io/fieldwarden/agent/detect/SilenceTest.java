package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silence of a device is told from silence of the plant, of the sensor, and of time. */
class SilenceTest {
    private final Traffic traffic = new Traffic();
    private Connection viewer;
    private Connection panel;
    private Connection sensor;

    @BeforeEach
    void learn() {
        Plant.normal(traffic);
        traffic.pass(10);
        viewer = traffic.unseen(Traffic.VIEWER, Traffic.PLC, 502);
        panel = traffic.unseen(Traffic.HMI, Traffic.BROKER, 1883);
        sensor = traffic.unseen(Traffic.SENSOR, Traffic.BROKER, 1883);
        everybody();
    }

    private void everybody() {
        traffic.operation(sensor, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
        others(1);
    }

    private void others(int seconds) {
        for (int second = 0; second < seconds; second++) {
            traffic.operation(viewer, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(panel, Traffic.publish("line1/set"), Outcome.ONE_WAY);
            traffic.pass(1);
        }
    }

    private List<String> judged(DetectSettings settings) {
        return Plant.latest(Plant.judge(traffic.all(), settings)).stream()
                .map(alert -> alert.key() + " x" + alert.count())
                .toList();
    }

    private List<String> judged() {
        return judged(DetectSettings.DEFAULT);
    }

    @Test
    void a_silence_is_one_sighting_however_long() {
        others(600);
        assertThat(judged()).containsExactly("rate.silence " + Traffic.SENSOR + " x1");
    }

    @Test
    void two_silences_are_one_story_seen_twice() {
        others(70);
        everybody();
        others(70);
        assertThat(judged()).containsExactly("rate.silence " + Traffic.SENSOR + " x2");
    }

    @Test
    void what_is_too_long_is_a_setting() {
        others(100);
        assertThat(judged(DetectSettings.DEFAULT.withThresholds(Map.of("rate.silence/seconds", 120.0))))
                .isEmpty();
    }

    @Test
    void little_learning_says_nothing() {
        others(100);
        assertThat(judged(DetectSettings.DEFAULT.withThresholds(Map.of("rate.silence/learned-samples", 1e6))))
                .isEmpty();
    }

    @Test
    void the_story_says_since_when_and_what_was_learned() {
        others(70);
        List<Alert> alerts = Plant.latest(Plant.judge(traffic.all(), DetectSettings.DEFAULT));
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.expected().summary()).contains("at least every 2 seconds", "60 seconds");
            assertThat(alert.expected().samples()).isGreaterThan(200);
            assertThat(alert.seen().summary()).startsWith(Traffic.SENSOR + " was not heard since 20");
        });
    }
}
