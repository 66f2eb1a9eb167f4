package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.List;
import java.util.Set;

/**
 * Topics that did not exist, clients that publish on topics on which only others did, and, sharper than both, clients that
 * publish a command and never did. One message gives one of them.
 */
public final class Publications implements Detector {
    static final String PUBLISHER = "mqtt.new-publisher";
    static final String TOPIC = "mqtt.new-topic";
    static final String COMMAND = "mqtt.command-write";

    @Override
    public String name() {
        return "mqtt-publications";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(PUBLISHER), Raise.learned(TOPIC), Raise.learned(COMMAND));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new PublicationsSession(context);
    }
}
