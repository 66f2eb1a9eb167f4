package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
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
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * A device of the plant talks to an address outside of it, or is reached from there, on a service where it never was. Services
 * and not addresses are learned: what stands behind a cloud service changes its address every hour.
 */
public final class InternetContact implements Detector {
    private static final String EGRESS = "comm.internet-egress";
    private static final String INGRESS = "comm.internet-ingress";

    @Override
    public String name() {
        return "internet-contact";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(EGRESS), Raise.learned(INGRESS));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(EGRESS, Cover.Scope.PAIR, Set.of("comm.new-link")),
                new Cover(INGRESS, Cover.Scope.PAIR, Set.of("comm.new-link")),
                new Cover(INGRESS, Cover.Scope.SERVICE, Set.of("comm.new-service")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class, OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows the services of one lane that cross the border of the plant. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore out;
        private final SeenBefore in;
        private final SeenBefore links;
        private final KeyText key = new KeyText();
        /** What was told of connections whose name may still come. */
        private final Tracked<Long, Finding> unnamed = new Tracked<>(DetectLimits.DEFAULT.notesMax());

        Session(DetectContext context) {
            this.context = context;
            this.out = context.baseline().seen("comm.internet-egress");
            this.in = context.baseline().seen("comm.internet-ingress");
            this.links = context.baseline().seen(NewLink.LINKS);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ConnectionSeen seen -> {
                    if (seen.phase() == ConnectionSeen.Phase.ESTABLISHED) {
                        judge(seen);
                    }
                }
                case OperationSeen seen -> {
                    if (!unnamed.isEmpty()) {
                        named(seen);
                    }
                }
                case ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(ConnectionSeen seen) {
            Connection connection = seen.connection();
            boolean originatorHome =
                    context.settings().isHome(connection.originator().address());
            boolean responderHome =
                    context.settings().isHome(connection.responder().address());
            if (originatorHome == responderHome || !Conversation.counts(connection)) {
                return;
            }
            Direction client = Conversation.client(key, connection, links);
            boolean leaves = context.settings().isHome(connection.end(client).address());
            Endpoint server = connection.end(client.opposite());
            Address home = leaves ? connection.end(client).address() : server.address();
            key.start().part(home).part(Conversation.transport(connection));
            Conversation.port(key, server.port());
            if (!leaves && connection.midstream()) {
                return; // who was first is a guess, and to be reached from outside is too grave a thing to guess
            }
            if (context.isNew(leaves ? out : in, key, connection.end(client).address(), seen.atNanos())) {
                raise(seen, client, leaves);
            }
        }

        private void raise(ConnectionSeen seen, Direction client, boolean leaves) {
            Connection connection = seen.connection();
            Finding finding = new Finding(
                            seen.atNanos(),
                            leaves ? EGRESS : INGRESS,
                            key.toString().replace('\t', ' '),
                            Who.asked(connection, client),
                            () -> story(connection, client, leaves))
                    .noting(connection
                            .end(leaves ? client.opposite() : client)
                            .address()
                            .toString());
            context.findings().raise(finding);
            if (leaves) {
                unnamed.put(connection.id(), finding);
            }
        }

        /** The name it asked for: TLS server name indication (RFC 6066, 3) or the HTTP host. */
        private void named(OperationSeen seen) {
            Finding told = unnamed.find(seen.connection().id());
            if (told == null) {
                return;
            }
            unnamed.remove(seen.connection().id());
            String name = seen.operation().attribute("server_name");
            if (name.isEmpty()) {
                name = seen.operation().attribute("host");
            }
            if (!name.isEmpty()) {
                context.findings().raise(told.noting("name " + Phrases.quote(name)));
            }
        }

        private Story story(Connection connection, Direction client, boolean leaves) {
            Address from = connection.end(client).address();
            Address to = connection.end(client.opposite()).address();
            String over = Conversation.transport(connection) + " "
                    + Conversation.portText(connection.end(client.opposite()).port());
            String seen = leaves
                    ? from + " talks to " + to + " outside the plant over " + over
                            + "; it never used this service outside."
                    : from + " from outside the plant reached " + to + " over " + over
                            + ", where nobody from outside ever did.";
            return Story.unlearned(
                    Phrases.learned(
                            leaves ? out : in,
                            leaves
                                    ? "Learned services " + from + " uses outside"
                                    : "Learned services of " + to + " for stations outside",
                            "time",
                            new KeyPattern().part(leaves ? from : to),
                            entry -> entry.parts()[1] + " " + entry.parts()[2]),
                    seen,
                    connection.midstream() ? 0.6 : 0.9);
        }
    }
}
