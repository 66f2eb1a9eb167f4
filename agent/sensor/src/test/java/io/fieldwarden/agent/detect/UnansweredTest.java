package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that stopped answering is told from one that is slow, and from a tap that sees half. */
class UnansweredTest {
    private final Traffic traffic = new Traffic();
    private Connection connection;

    @BeforeEach
    void learn() {
        Plant.normal(traffic);
        traffic.pass(10);
        connection = traffic.unseen(Traffic.VIEWER, Traffic.PLC, 502);
        ask(Outcome.SUCCEEDED);
    }

    private void ask(Outcome outcome) {
        traffic.operation(connection, Traffic.read(0, 10), outcome);
    }

    private List<String> judged(DetectSettings settings) {
        return Plant.latest(Plant.judge(traffic.all(), settings)).stream()
                .map(Alert::type)
                .toList();
    }

    @Test
    void a_refusal_is_an_answer() {
        for (int request = 0; request < 21; request++) {
            ask(request % 7 == 6 ? Outcome.refused(2, "illegal_data_address") : Outcome.UNANSWERED);
        }
        assertThat(judged(DetectSettings.DEFAULT)).isEmpty();
    }

    @Test
    void requests_far_apart_are_no_row() {
        for (int request = 0; request < 7; request++) {
            ask(Outcome.UNANSWERED);
            traffic.pass(60);
        }
        ask(Outcome.UNANSWERED);
        assertThat(judged(DetectSettings.DEFAULT)).isEmpty();
    }

    @Test
    void the_row_goes_on_over_a_new_connection() {
        for (int request = 0; request < 8; request++) {
            connection = traffic.unseen(Traffic.VIEWER, Traffic.PLC, 502);
            ask(Outcome.UNANSWERED);
        }
        traffic.pass(10);
        assertThat(judged(DetectSettings.DEFAULT)).containsExactly("ops.unresponsive");
    }

    @Test
    void the_number_of_requests_is_a_setting() {
        for (int request = 0; request < 8; request++) {
            ask(Outcome.UNANSWERED);
        }
        traffic.pass(10);
        assertThat(judged(DetectSettings.DEFAULT.withThresholds(Map.of("ops.unresponsive/requests", 9.0))))
                .isEmpty();
    }
}
