package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
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
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** Two devices talk as they never did: other partners, another service, or another protocol on it. */
public final class NewLink implements Detector {
    static final String LINKS = "comm.link";
    private static final String PAIRS = "comm.pair";
    private static final String TYPE = "comm.new-link";

    @Override
    public String name() {
        return "new-link";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).heldBack());
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context, context.baseline().seen(LINKS));
    }

    /** Knows the links of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore links;
        private final SeenBefore pairs;
        private final KeyText key = new KeyText();

        Session(DetectContext context, SeenBefore links) {
            this.context = context;
            this.links = links;
            this.pairs = context.baseline().seen(PAIRS);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ConnectionSeen seen -> judge(seen);
                case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(ConnectionSeen seen) {
            Connection connection = seen.connection();
            boolean recognised = seen.phase() == ConnectionSeen.Phase.RECOGNISED;
            if (!(recognised || begins(seen)) || !Conversation.counts(connection)) {
                return;
            }
            Direction client = Conversation.client(key, connection, links);
            Address who = connection.end(client).address();
            Conversation.link(key, connection, client);
            if (recognised) {
                key.part(connection.protocol());
            }
            boolean isNew = context.isNew(links, key, who, seen.atNanos());
            boolean strangers = isStrange(connection, who, seen.atNanos());
            if (isNew && (strangers || !Conversation.isHousekeeping(connection.end(client.opposite())))) {
                raise(seen, client, recognised);
            }
        }

        /** Whether the two devices never had anything to do with each other, whoever began. */
        private boolean isStrange(Connection connection, Address who, long atNanos) {
            Address one = connection.originator().address();
            Address other = connection.responder().address();
            boolean ordered = one.compareTo(other) <= 0;
            key.start().part(ordered ? one : other).part(ordered ? other : one);
            return context.isNew(pairs, key, who, atNanos);
        }

        /** A conversation is one when somebody accepted; datagrams may stay unanswered and be one all the same. */
        private static boolean begins(ConnectionSeen seen) {
            Transport transport = seen.connection().transport();
            boolean oneWay = transport == Transport.UDP || transport == Transport.LINK || transport == Transport.IP;
            return seen.phase() == (oneWay ? ConnectionSeen.Phase.OPENED : ConnectionSeen.Phase.ESTABLISHED);
        }

        private void raise(ConnectionSeen seen, Direction client, boolean recognised) {
            Connection connection = seen.connection();
            Conversation.link(key, connection, client);
            boolean otherProtocol = recognised && links.find(key) != null;
            String situation = key.toString().replace('\t', ' ');
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    otherProtocol ? situation + " " + connection.protocol() : situation,
                    Who.asked(connection, client),
                    () -> story(connection, client, otherProtocol));
            context.findings().raise(finding);
        }

        private Story story(Connection connection, Direction client, boolean otherProtocol) {
            Address from = connection.end(client).address();
            Address to = connection.end(client.opposite()).address();
            String over = Conversation.transport(connection) + " "
                    + Conversation.serviceText(connection, connection.end(client.opposite()));
            String spoken = connection.protocol().isEmpty() ? "" : " (" + connection.protocol() + ")";
            String seen = otherProtocol
                    ? from + " and " + to + " speak " + connection.protocol() + " on " + over
                            + ", where they never spoke it."
                    : from + " talks to " + to + " over " + over + spoken + ", which it never did.";
            return Story.unlearned(
                    Phrases.learned(
                            links,
                            "Learned conversations of " + from,
                            "time",
                            new KeyPattern().part(from),
                            entry -> word(entry.parts())),
                    seen,
                    connection.midstream() ? 0.6 : 0.9);
        }

        private static String word(String[] parts) {
            String protocol = parts.length > 4 ? " " + parts[4] : "";
            return parts[1] + " " + parts[2] + " " + parts[3] + protocol;
        }
    }
}
