package io.fieldwarden.agent.detect;

import java.util.List;

/** One pair for each alert type about how the agent itself is. */
final class AgentScenarios {
    private AgentScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "self.degraded",
                        traffic -> traffic.agent(List.of("detector scans is switched off"), 0, 0),
                        traffic -> traffic.agent(List.of(), 0, 0)),
                new Scenario("self.spool", traffic -> waiting(traffic, 81), traffic -> waiting(traffic, 79)));
    }

    /** Alerts wait, more and more of them, and are fetched at last; of those given up long ago nothing is said. */
    private static void waiting(Traffic traffic, int percent) {
        for (int waiting = 0; waiting <= percent; waiting++) {
            traffic.agent(List.of(), waiting, 7);
            traffic.pass(60);
        }
        traffic.agent(List.of(), 0, 7);
    }
}
