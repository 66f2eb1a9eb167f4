package io.fieldwarden.agent.detect.operation;

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
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A controller is told to stop, restart, change its mode, or to take or hand over logic or firmware, in any protocol. Judged by
 * rule, while learning too: what can take the machine out of the hands of its operators is a person's decision each time.
 */
public final class ControllerActs implements Detector {

    @Override
    public String name() {
        return "controller-acts";
    }

    @Override
    public List<Raise> raises() {
        return Arrays.stream(Act.values())
                .map(act -> Raise.rule(act.type).suspect())
                .toList();
    }

    @Override
    public List<Cover> covers() {
        return Arrays.stream(Act.values())
                .map(act -> new Cover(act.type, Cover.Scope.PAIR, Set.of("comm.new-link")))
                .toList();
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return observation -> {
            switch (observation) {
                case OperationSeen seen -> {
                    Act act = Commands.isCommand(seen.operation()) ? Acts.of(seen.operation()) : null;
                    if (act != null) {
                        context.findings().raise(finding(act, seen));
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        };
    }

    private static Finding finding(Act act, OperationSeen seen) {
        Address client = seen.connection().end(seen.from()).address();
        Address server = seen.connection().end(seen.from().opposite()).address();
        Who who =
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
        String target = Phrases.target(seen.operation());
        Finding finding = new Finding(
                seen.atNanos(),
                act.type,
                client + " > " + server,
                who,
                () -> Story.rule(
                                "No command " + act.words + ", unless somebody responsible for the machine planned it.",
                                client + " told controller " + server + " (" + target + ") " + act.words + ": "
                                        + seen.operation().name() + ", " + seen.outcome() + ".",
                                0.95)
                        .about(seen));
        return finding.noting(seen.operation().name() + " " + target);
    }
}
