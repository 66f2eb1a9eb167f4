package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.List;
import java.util.Set;

/**
 * Who may do what to which points of whom. One operation gives at most one finding, the sharpest: a write by a station that
 * never wrote, else a station that never gave commands, else a command it never gave, else points it never touched.
 */
public final class CommandPolicy implements Detector {
    static final String WRITE = "ot.unauthorised-write";
    static final String MASTER = "ot.new-master";
    static final String OPERATION = "ot.unlearned-operation";
    static final String RANGE = "ot.address-range";
    private static final String LINK = "comm.new-link";

    @Override
    public String name() {
        return "command-policy";
    }

    @Override
    public List<Raise> raises() {
        return List.of(
                Raise.learned(WRITE),
                Raise.learned(MASTER),
                Raise.learned(OPERATION).heldBack(),
                Raise.learned(RANGE).heldBack());
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(WRITE, Cover.Scope.PAIR, Set.of(MASTER, OPERATION, RANGE, LINK)),
                new Cover(MASTER, Cover.Scope.PAIR, Set.of(OPERATION, RANGE, LINK)));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new CommandPolicySession(context);
    }
}
