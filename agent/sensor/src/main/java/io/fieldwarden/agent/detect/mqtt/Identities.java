package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
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
 * A client id logs on from a device that never used it, or two devices throw each other off a broker with the same id (MQTT
 * 3.1.1 and 5, [MQTT-3.1.4-3]: the later login ends the earlier session). A client that comes back from its own address has
 * only lost its connection.
 */
public final class Identities implements Detector {
    private static final String MOVED = "mqtt.identity-moved";
    private static final String TAKEOVER = "mqtt.session-takeover";
    /** Addresses of one client id while learning, from which on it is known to roam. */
    private static final Threshold ADDRESSES = new Threshold(MOVED, "addresses", 4);
    /** Logins with the same id from another address than the one before. */
    private static final Threshold CHANGES = new Threshold(TAKEOVER, "changes", 3);

    private static final Threshold SECONDS = new Threshold(TAKEOVER, "window-seconds", 600);

    @Override
    public String name() {
        return "mqtt-identities";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(MOVED).heldBack(), Raise.rule(TAKEOVER));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(TAKEOVER, Cover.Scope.PAIR, Set.of(MOVED)),
                new Cover(MOVED, Cover.Scope.PAIR, Set.of("comm.new-link")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ADDRESSES, CHANGES, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** A client id of a broker. */
    private record Client(Address broker, String id) {}

    /** Where a client id logged on last, and how often that changed. */
    private static final class Place {
        private final SlidingCount changes;
        private Address last;

        Place(Address first, long windowNanos) {
            this.last = first;
            this.changes = new SlidingCount(windowNanos);
        }
    }

    /** Knows the client ids of one lane's brokers. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore ids;
        private final SeenBefore homes;
        private final double changes;
        private final long windowNanos;
        private final Tracked<Client, Place> places = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.ids = context.baseline().seen("mqtt.id");
            this.homes = context.baseline().seen("mqtt.home");
            this.changes = context.settings().value(CHANGES);
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
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
            if (id.isEmpty()) {
                return;
            }
            Address broker = seen.connection().end(seen.from().opposite()).address();
            Address from = seen.connection().end(seen.from()).address();
            Client client = new Client(broker, id);
            Place place = places.of(client, fresh -> new Place(from, windowNanos));
            Address before = place.last;
            place.last = from;
            if (!before.equals(from) && place.changes.add(1, seen.atNanos()) >= changes) {
                takeover(seen, client, before, from);
            }
            boolean known = ids.find(key.start().part(broker).part(id)) != null;
            context.isNew(ids, key, from, seen.atNanos());
            key.start().part(broker).part(id).part(from);
            if (context.isNew(homes, key, from, seen.atNanos()) && known && !roams(client)) {
                moved(seen, client, from);
            }
        }

        private boolean roams(Client client) {
            int most = (int) context.settings().value(ADDRESSES);
            return homes.select(new KeyPattern().part(client.broker()).part(client.id()), most)
                            .size()
                    >= most;
        }

        private void takeover(OperationSeen seen, Client client, Address before, Address from) {
            String window = Phrases.count(windowNanos / 60_000_000_000L, "minute");
            Finding finding = new Finding(
                    seen.atNanos(),
                    TAKEOVER,
                    client.broker() + " " + Phrases.quote(client.id()),
                    Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL),
                    () -> Story.rule(
                                    "One device uses a client id at a time.",
                                    before + " and " + from + " take the session of client "
                                            + Phrases.quote(client.id()) + " at broker " + client.broker()
                                            + " from each other, several times within " + window + ".",
                                    0.9)
                            .about(seen));
            context.findings().raise(finding);
        }

        private void moved(OperationSeen seen, Client client, Address from) {
            Finding finding = new Finding(
                    seen.atNanos(),
                    MOVED,
                    client.broker() + " " + Phrases.quote(client.id()) + " " + from,
                    Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL),
                    () -> Story.unlearned(
                                    Phrases.learned(
                                            homes,
                                            "Learned addresses of client " + Phrases.quote(client.id()),
                                            "login",
                                            new KeyPattern()
                                                    .part(client.broker())
                                                    .part(client.id()),
                                            entry -> entry.parts()[2]),
                                    "Client " + Phrases.quote(client.id()) + " logged on to broker " + client.broker()
                                            + " from " + from + ", where it never was.",
                                    0.8)
                            .about(seen));
            context.findings().raise(finding);
        }
    }
}
