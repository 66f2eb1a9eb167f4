package io.fieldwarden.agent.detect.policy;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
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
import io.fieldwarden.agent.policy.Policy;
import java.util.List;
import java.util.Set;

/** A command that changes a device which the policy calls a safety device: nobody gives one in operation (IEC 61511-1, 11.7). */
public final class SafetyTouch implements Detector {
    private static final String TYPE = "ot.safety-touch";

    @Override
    public String name() {
        return "safety-touch";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).suspect());
    }

    @Override
    public List<Cover> covers() {
        Set<String> duller = Set.of(
                "comm.new-link",
                "comm.new-service",
                "ot.new-master",
                "ot.unauthorised-write",
                "ot.unlearned-operation",
                "ot.address-range");
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, duller));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        Policy policy = context.settings().policy();
        return observation -> {
            switch (observation) {
                case OperationSeen seen -> {
                    if (!policy.safety().isEmpty() && changes(seen)) {
                        judge(context, policy, seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        };
    }

    private static boolean changes(OperationSeen seen) {
        return switch (seen.operation().access()) {
            case WRITE, EXECUTE, CONFIGURE -> true;
            case READ, IDENTIFY, PUBLISH, SUBSCRIBE, SESSION -> false;
        };
    }

    private static void judge(DetectContext context, Policy policy, OperationSeen seen) {
        Address client = seen.connection().end(seen.from()).address();
        Address server = seen.connection().end(seen.from().opposite()).address();
        if (!policy.isSafety(server)) {
            return;
        }
        String deed = seen.operation().name() + " " + Phrases.target(seen.operation());
        Finding finding = new Finding(
                seen.atNanos(),
                TYPE,
                client + " > " + server,
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol()),
                () -> Story.rule(
                                "Nobody changes safety device " + server + " while the plant runs.",
                                client + " gave safety device " + server + " a command that changes it: " + deed + ", "
                                        + seen.outcome() + ".",
                                0.95)
                        .about(seen));
        context.findings().raise(finding.noting(deed));
    }
}
