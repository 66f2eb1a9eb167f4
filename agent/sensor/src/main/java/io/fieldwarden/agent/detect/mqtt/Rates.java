package io.fieldwarden.agent.detect.mqtt;

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
 * A client publishes, or logs on, far more often in a minute than it ever did; a stranger more often than the busiest client
 * of that broker.
 */
public final class Rates implements Detector {
    static final String MESSAGES = "mqtt.rate";
    static final String LOGINS = "mqtt.connect-storm";
    /** So many messages a minute are never too many. */
    static final Threshold MESSAGES_FLOOR = new Threshold(MESSAGES, "messages", 1_000);
    /** How many times the most that was learned is too much. */
    static final Threshold MESSAGES_FACTOR = new Threshold(MESSAGES, "factor", 5);

    static final Threshold LOGINS_FLOOR = new Threshold(LOGINS, "logins", 60);
    static final Threshold LOGINS_FACTOR = new Threshold(LOGINS, "factor", 5);

    @Override
    public String name() {
        return "mqtt-rates";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(MESSAGES), Raise.learned(LOGINS));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(LOGINS, Cover.Scope.PAIR, Set.of("mqtt.new-client", "mqtt.identity-moved", "comm.new-link")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MESSAGES_FLOOR, MESSAGES_FACTOR, LOGINS_FLOOR, LOGINS_FACTOR);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new RatesSession(context);
    }
}
