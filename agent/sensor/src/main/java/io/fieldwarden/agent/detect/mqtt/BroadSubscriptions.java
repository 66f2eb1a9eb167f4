package io.fieldwarden.agent.detect.mqtt;

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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A client subscribes to everything, or to the broker's inner state. Judged by rule, while learning too. */
public final class BroadSubscriptions implements Detector {
    private static final String TYPE = "mqtt.wildcard-subscribe";

    @Override
    public String name() {
        return "mqtt-broad-subscriptions";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
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

    /** Whether a filter names nothing it wants, or wants the broker's inner state as a whole. */
    static boolean isBroad(String filter) {
        String levels = filter;
        if (filter.startsWith("$share/")) { // $share/{group}/{filter}, MQTT 5 clause 4.8.2
            int group = filter.indexOf('/', "$share/".length());
            levels = group < 0 ? "" : filter.substring(group + 1);
        }
        if (levels.startsWith("$SYS/")) {
            levels = levels.substring("$SYS/".length());
        }
        if (levels.isEmpty()) {
            return false;
        }
        for (int index = 0; index < levels.length(); index++) {
            char letter = levels.charAt(index);
            if (letter != '+' && letter != '#' && letter != '/') {
                return false;
            }
        }
        return true;
    }

    /** Judges the subscriptions of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final Clients clients = new Clients();

        Session(DetectContext context) {
            this.context = context;
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (MqttFields.isSubscribe(seen.operation())) {
                        judge(seen);
                    } else if (MqttFields.isConnect(seen.operation())) {
                        clients.connected(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            String filter = MqttFields.topic(seen.operation());
            if (!isBroad(filter)) {
                return;
            }
            String client = clients.name(seen);
            if (!context.settings().approvedSubscribers().contains(client)) {
                raise(seen, filter, client);
            }
        }

        private void raise(OperationSeen seen, String filter, String client) {
            Address broker = seen.connection().end(seen.from().opposite()).address();
            String key = broker + " " + Phrases.quote(Shapes.ofClient(client));
            Who who = Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL);
            List<String> approved = List.copyOf(new TreeSet<>(context.settings().approvedSubscribers()));
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    key,
                    who,
                    () -> Story.rule(
                                    "Clients subscribe to the topics they need. Approved for everything: "
                                            + (approved.isEmpty() ? "nobody." : String.join(", ", approved) + "."),
                                    "Client " + Phrases.quote(client) + " asked broker " + broker + " for "
                                            + Phrases.quote(filter) + ": " + seen.outcome() + ".",
                                    0.95)
                            .about(seen));
            context.findings().raise(finding.noting(Phrases.quote(filter)));
        }
    }
}
