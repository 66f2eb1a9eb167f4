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

/**
 * Somebody works on a device from afar who never did: SSH, RDP, VNC, Telnet by what they say, TeamViewer and AnyDesk by their
 * registered ports, because they say nothing that can be read.
 */
public final class RemoteAccess implements Detector {
    private static final String TYPE = "comm.remote-access";
    private static final Set<String> SPOKEN = Set.of("ssh", "rdp", "vnc", "telnet");

    @Override
    public String name() {
        return "remote-access";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(TYPE, Cover.Scope.PAIR, Set.of("comm.new-link")),
                new Cover(TYPE, Cover.Scope.SERVICE, Set.of("comm.new-service")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows who works on whom from afar. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore sessions;
        private final SeenBefore links;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.sessions = context.baseline().seen("comm.remote-access");
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
            String means = means(seen);
            if (means.isEmpty() || !Conversation.counts(connection)) {
                return;
            }
            Direction client = Conversation.client(key, connection, links);
            Address from = connection.end(client).address();
            Address to = connection.end(client.opposite()).address();
            key.start().part(from).part(to).part(means);
            if (context.isNew(sessions, key, from, seen.atNanos())) {
                Finding finding = new Finding(
                        seen.atNanos(),
                        TYPE,
                        key.toString().replace('\t', ' '),
                        Who.asked(connection, client),
                        () -> story(connection, from, to, means));
                context.findings().raise(finding);
            }
        }

        /** By what means it gives access from afar; empty if it does not. */
        private static String means(ConnectionSeen seen) {
            Connection connection = seen.connection();
            return switch (seen.phase()) {
                case RECOGNISED -> SPOKEN.contains(connection.protocol()) ? connection.protocol() : "";
                case ESTABLISHED ->
                    connection.transport() == Transport.TCP && !connection.midstream()
                            ? byPort(connection.responder().port())
                            : "";
                case OPENED, REFUSED, CLOSED, EXPIRED -> "";
            };
        }

        /** Ports the makers name; 7070 is AnyDesk's default for direct connections. */
        private static String byPort(int port) {
            return switch (port) {
                case 5938 -> "teamviewer";
                case 6568, 7070 -> "anydesk";
                default -> "";
            };
        }

        private Story story(Connection connection, Address from, Address to, String means) {
            return Story.unlearned(
                    Phrases.learned(
                            sessions,
                            "Learned remote access to " + to,
                            "session",
                            new KeyPattern().any().part(to),
                            entry -> entry.parts()[0] + " by " + entry.parts()[2]),
                    from + " opened a session on " + to + " by " + means + ", which it never did.",
                    connection.midstream() ? 0.6 : 0.9);
        }
    }
}
