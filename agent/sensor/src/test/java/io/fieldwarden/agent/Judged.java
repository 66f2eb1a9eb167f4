package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.detect.AgentIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts of captures, as {@code fieldwarden replay} raises them: shipped defaults, nothing tuned. */
public final class Judged {
    private Judged() {}

    /** The last revision of each alert, in the order they were first raised. */
    public static List<Alert> judge(List<Path> lessons, List<Path> captures) throws IOException {
        Map<String, Alert> alerts = new LinkedHashMap<>();
        ReplayCommand.judge(
                new AgentIdentity("replay", "quality"), lessons, captures, alert -> alerts.put(alert.id(), alert));
        return List.copyOf(alerts.values());
    }
}
