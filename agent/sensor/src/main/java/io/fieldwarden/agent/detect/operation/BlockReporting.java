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
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** A device is told to stop answering or reporting (Modbus 8/4, DNP3 21). Judged by rule, while learning too. */
public final class BlockReporting implements Detector {
    private static final String TYPE = "ot.block-reporting";

    @Override
    public String name() {
        return "block-reporting";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).suspect());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, Set.of("comm.new-link")));
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
                    if (Commands.isCommand(seen.operation()) && Commands.blocksReporting(seen.operation())) {
                        raise(context, seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _ -> {}
            }
        };
    }

    private static void raise(DetectContext context, OperationSeen seen) {
        Address client = seen.connection().end(seen.from()).address();
        Address server = seen.connection().end(seen.from().opposite()).address();
        Who who =
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
        String target = Phrases.target(seen.operation());
        Finding finding = new Finding(
                seen.atNanos(),
                TYPE,
                client + " > " + server,
                who,
                () -> Story.rule(
                                "Nobody tells a device in operation to stop answering or reporting.",
                                client + " told device " + server + " (" + target + ") to stop answering or reporting: "
                                        + seen.operation().name() + ", " + seen.outcome() + ".",
                                0.98)
                        .about(seen));
        context.findings().raise(finding.noting(seen.operation().name() + " " + target));
    }
}
