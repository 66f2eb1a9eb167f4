package io.fieldwarden.agent.detect.protocol;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.List;
import java.util.Set;

/**
 * A device that answered a client answers it no more, or a client asks so fast that hundreds of requests stay unanswered.
 * Only pairs of which an answer was seen are judged: a tap that sees one direction sees no answer at all.
 */
public final class Unanswered implements Detector {
    static final String UNRESPONSIVE = "ops.unresponsive";
    static final String FLOOD = "pv.request-flood";
    /** Requests in a row without an answer. */
    static final Threshold REQUESTS = new Threshold(UNRESPONSIVE, "requests", 8);

    static final Threshold SECONDS = new Threshold(UNRESPONSIVE, "window-seconds", 300);
    static final Threshold FLOOD_REQUESTS = new Threshold(FLOOD, "requests", 500);
    static final Threshold FLOOD_SECONDS = new Threshold(FLOOD, "window-seconds", 60);

    @Override
    public String name() {
        return "unanswered";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(UNRESPONSIVE).heldBack(), Raise.rule(FLOOD));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(UNRESPONSIVE, Cover.Scope.PARTY, Set.of("rate.silence")),
                new Cover(FLOOD, Cover.Scope.PAIR, Set.of(UNRESPONSIVE)));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(REQUESTS, SECONDS, FLOOD_REQUESTS, FLOOD_SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new UnansweredSession(context);
    }
}
