package io.fieldwarden.agent.detect.login;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** Passwords cross the network readably: one story for each device and protocol, whoever logs on, for the remedy is one. */
public final class ClearText implements Detector {
    private static final String TYPE = "auth.cleartext";

    @Override
    public String name() {
        return "clear-text";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).lasting());
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Reads the logins of one lane. */
    private record Session(DetectContext context) implements DetectorSession {
        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (Login.is(seen.operation()) && Login.isReadable(seen.operation())) {
                        raise(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void raise(OperationSeen seen) {
            Address device = seen.connection().end(seen.from().opposite()).address();
            Address client = seen.connection().end(seen.from()).address();
            String protocol = seen.operation().protocol();
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    device + " " + protocol,
                    Who.asked(seen.connection(), seen.from()).over(protocol),
                    () -> Story.rule(
                                    "Passwords cross the network encrypted (SSH, SFTP, HTTPS).",
                                    "Logins to " + device + " over " + protocol
                                            + " carry their password in clear text; the first seen was of " + client
                                            + ".",
                                    1.0)
                            .about(seen));
            context.findings().raise(finding.noting(client.toString()));
        }
    }
}
