package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
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
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * What brokers there are and whom they let in: a device that accepts logins for the first time, and a broker that lets a
 * client in without a user name although it never did (MQTT 3.1.1, 3.1.2.8).
 */
public final class Brokers implements Detector {
    private static final String NEW = "mqtt.new-broker";
    private static final String ANONYMOUS = "mqtt.anonymous";

    @Override
    public String name() {
        return "mqtt-brokers";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(NEW), Raise.learned(ANONYMOUS));
    }

    @Override
    public List<Cover> covers() {
        Set<String> dull = Set.of(
                ANONYMOUS,
                "mqtt.new-client",
                "mqtt.new-topic",
                "mqtt.command-write",
                "mqtt.new-publisher",
                "mqtt.identity-moved",
                "comm.new-link",
                "comm.new-service");
        return List.of(
                new Cover(NEW, Cover.Scope.PAIR, dull),
                new Cover(ANONYMOUS, Cover.Scope.PAIR, Set.of("mqtt.new-client", "comm.new-link")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows the brokers of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore brokers;
        private final SeenBefore open;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.brokers = context.baseline().seen("mqtt.broker");
            this.open = context.baseline().seen("mqtt.open-broker");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (MqttFields.isConnect(seen.operation()) && seen.outcome().kind() == Outcome.Kind.SUCCEEDED) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            Address broker = seen.connection().end(seen.from().opposite()).address();
            Address client = seen.connection().end(seen.from()).address();
            key.start().part(broker);
            if (context.isNew(brokers, key, client, seen.atNanos())) {
                String what = broker + " accepted the MQTT login of " + client + " and was never seen as a broker.";
                raise(seen, NEW, brokers, "Learned brokers", what);
            }
            boolean anonymous = MqttFields.clientTold(seen.operation()) && !MqttFields.hasUser(seen.operation());
            if (anonymous && context.isNew(open, key, client, seen.atNanos())) {
                String what = "Broker " + broker + " let " + client + " in without a user name.";
                raise(seen, ANONYMOUS, open, "Learned brokers that let clients in without a user name", what);
            }
        }

        private void raise(OperationSeen seen, String type, SeenBefore profile, String learned, String what) {
            Address broker = seen.connection().end(seen.from().opposite()).address();
            Finding finding = new Finding(
                    seen.atNanos(),
                    type,
                    broker.toString(),
                    Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL),
                    () -> Story.unlearned(
                                    Phrases.learned(
                                            profile, learned, "login", new KeyPattern(), entry -> entry.parts()[0]),
                                    what,
                                    0.9)
                            .about(seen));
            Address client = seen.connection().end(seen.from()).address();
            context.findings().raise(finding.noting("client " + client));
        }
    }
}
