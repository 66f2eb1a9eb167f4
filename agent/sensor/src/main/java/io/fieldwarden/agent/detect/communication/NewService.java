package io.fieldwarden.agent.detect.communication;

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
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** A device of the plant accepts a connection on a port on which it never did. */
public final class NewService implements Detector {
    private static final String TYPE = "comm.new-service";

    @Override
    public String name() {
        return "new-service";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).heldBack());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.SERVICE, Set.of("comm.new-link")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows the services of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore services;
        private final SeenBefore links;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.services = context.baseline().seen("comm.service");
            this.links = context.baseline().seen(NewLink.LINKS);
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
            if (seen.phase() != ConnectionSeen.Phase.ESTABLISHED
                    || connection.transport() != Transport.TCP
                    || !Conversation.counts(connection)) {
                return;
            }
            Direction client = Conversation.client(key, connection, links);
            Endpoint server = connection.end(client.opposite());
            if (!context.settings().isHome(server.address())) {
                return;
            }
            key.start().part(server.address()).part("tcp");
            Conversation.port(key, server.port());
            boolean isNew = context.isNew(services, key, connection.end(client).address(), seen.atNanos());
            if (isNew && !connection.midstream()) { // without the handshake nobody is known to have accepted
                raise(seen, client, server);
            }
        }

        private void raise(ConnectionSeen seen, Direction client, Endpoint server) {
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    key.toString().replace('\t', ' '),
                    Who.asked(seen.connection(), client),
                    () -> story(server));
            context.findings()
                    .raise(finding.noting(
                            "first client " + seen.connection().end(client).address()));
        }

        private Story story(Endpoint server) {
            return Story.unlearned(
                    Phrases.learned(
                            services,
                            "Learned services of " + server.address(),
                            "connection",
                            new KeyPattern().part(server.address()),
                            entry -> entry.parts()[1] + " " + entry.parts()[2]),
                    server.address() + " accepted a connection on tcp " + Conversation.portText(server.port())
                            + ", where it never answered.",
                    0.9);
        }
    }
}
