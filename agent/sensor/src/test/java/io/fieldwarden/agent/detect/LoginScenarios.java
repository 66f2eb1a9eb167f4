package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Set;

/** One pair for each alert type about logins. */
final class LoginScenarios {
    private LoginScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("auth.brute-force", traffic -> tries(traffic, 5), traffic -> {
                    tries(traffic, 4); // somebody mistyped, went for the right password, and came back
                    traffic.pass(301);
                    tries(traffic, 4);
                    login(traffic, ssh(), Outcome.SUCCEEDED);
                }),
                new Scenario(
                        "auth.success-after-failures",
                        DetectSettings.DEFAULT,
                        Set.of("auth.brute-force"),
                        traffic -> {
                            tries(traffic, 5);
                            login(traffic, ssh(), Outcome.SUCCEEDED);
                        },
                        traffic -> {
                            tries(traffic, 4);
                            login(traffic, ssh(), Outcome.SUCCEEDED);
                        }),
                new Scenario(
                        "auth.cleartext",
                        traffic ->
                                login(traffic, operation("telnet", "login", "password", "present"), Outcome.SUCCEEDED),
                        traffic -> {
                            login(traffic, ssh(), Outcome.SUCCEEDED);
                            login(traffic, operation("http", "GET", "authorization", "Digest"), Outcome.SUCCEEDED);
                            login(traffic, operation("http", "GET", "user_agent", "curl/8"), Outcome.SUCCEEDED);
                        }));
    }

    private static void tries(Traffic traffic, int times) {
        for (int time = 0; time < times; time++) {
            login(traffic, ssh(), Outcome.refused(51, "userauth_failure"));
        }
    }

    private static void login(Traffic traffic, Operation operation, Outcome outcome) {
        Connection connection = traffic.unseen(VIEWER, PLC, 22);
        traffic.operation(connection, operation, outcome);
    }

    private static Operation ssh() {
        return operation("ssh", "userauth", "method", "password");
    }

    private static Operation operation(String protocol, String name, String attribute, String value) {
        return new Operation(protocol, -1, name, Access.SESSION, "", null, List.of(new Attribute(attribute, value)));
    }
}
