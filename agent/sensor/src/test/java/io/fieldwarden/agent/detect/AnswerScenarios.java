package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** One pair for each alert type about requests that stay unanswered. */
final class AnswerScenarios {
    private static final int FLOOD = 500;

    private AnswerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("ops.unresponsive", traffic -> unanswered(traffic, 8), AnswerScenarios::slow),
                new Scenario("pv.request-flood", traffic -> unanswered(traffic, FLOOD), AnswerScenarios::slow));
    }

    /** A device that is slow, asked seven times a second, and answers in the end. */
    private static void slow(Traffic traffic) {
        for (int second = 0; second < 100; second++) {
            unanswered(traffic, 7);
            traffic.pass(1);
        }
    }

    private static void unanswered(Traffic traffic, int requests) {
        Connection connection = traffic.unseen(VIEWER, PLC, 502);
        traffic.operation(connection, Traffic.read(0, 10), Outcome.SUCCEEDED);
        for (int request = 0; request < requests; request++) {
            traffic.operation(connection, Traffic.read(0, 10), Outcome.UNANSWERED);
        }
    }
}
