package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyPattern;
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
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** A client id or user logs on to a broker that never did. A refused login is no client. */
public final class NewClient implements Detector {
    private static final String TYPE = "mqtt.new-client";

    @Override
    public String name() {
        return "mqtt-new-client";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
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
        return new Session(context);
    }

    /** Knows the clients of one lane's brokers. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final Familiar clients;

        Session(DetectContext context) {
            this.context = context;
            this.clients = new Familiar(context, "mqtt.client");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (MqttFields.isConnect(seen.operation()) && seen.outcome().kind() != Outcome.Kind.REFUSED) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            String id = MqttFields.clientId(seen.operation());
            String user = MqttFields.userDigest(seen.operation());
            Address broker = seen.connection().end(seen.from().opposite()).address();
            Address client = seen.connection().end(seen.from()).address();
            if (id.isEmpty()) {
                return; // the broker gives it a name nobody else sees, or only the answer was captured
            }
            clients.key().part(broker).part(id).part(user);
            if (clients.again(seen.atNanos())) {
                return;
            }
            String shape = Shapes.ofClient(id);
            clients.shape().part(broker).part(shape).part(user);
            if (clients.isNew(!shape.equals(id), client, seen.atNanos())) {
                raise(seen, broker, client);
            }
        }

        private void raise(OperationSeen seen, Address broker, Address client) {
            Operation operation = seen.operation();
            String id = MqttFields.clientId(operation);
            // one story for each station: a thousand logins from one address are not a thousand situations
            String key = broker + " from " + client;
            Who who = Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL);
            boolean knownId = !clients.exact()
                    .select(new KeyPattern().part(broker).part(id), 1)
                    .isEmpty();
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    key,
                    who,
                    () -> Story.unlearned(
                                    Phrases.learned(
                                            clients.exact(),
                                            "Learned clients of broker " + broker,
                                            "login",
                                            new KeyPattern().part(broker),
                                            entry -> Phrases.quote(entry.parts()[1])),
                                    knownId
                                            ? "Client " + Phrases.quote(id) + " logged on to broker " + broker
                                                    + " from " + client + " with another user name than before."
                                            : "Client " + Phrases.quote(id) + " logged on to broker " + broker
                                                    + " from " + client + " and was never seen before.",
                                    0.9)
                            .about(seen));
            context.findings().raise(finding.noting(Phrases.quote(id)));
        }
    }
}
