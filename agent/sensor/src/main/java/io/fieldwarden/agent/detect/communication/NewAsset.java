package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import java.util.List;
import java.util.Set;

/** A device sends that was not there before. Who is only talked to is no device yet: it may be the target of a scan. */
public final class NewAsset implements Detector {
    static final String TYPE = "comm.new-asset";

    @Override
    public String name() {
        return "new-asset";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PARTY, Set.of("comm.new-link", "comm.new-service")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class, IdentitySeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new NewAssetSession(context);
    }
}
