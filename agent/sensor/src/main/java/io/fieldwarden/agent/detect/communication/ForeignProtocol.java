package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.baseline.DistinctWindow;
import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * On the port of an industrial protocol something else is spoken: another protocol, or, several times, nothing that is
 * known. Told while learning too, once, so that nobody learns it silently.
 */
public final class ForeignProtocol implements Detector {
    private static final String TYPE = "comm.wrong-proto-on-port";
    /** Conversations that nobody understands, before they are told: the first words of one may be lost. */
    private static final Threshold UNKNOWN = new Threshold(TYPE, "unknown-connections", 3);

    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 600);
    /** A conversation of fewer packets is a handshake and its end. */
    private static final int PACKETS_MIN = 8;

    @Override
    public String name() {
        return "foreign-protocol";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(TYPE, Cover.Scope.SERVICE, Set.of("comm.new-service")),
                new Cover(TYPE, Cover.Scope.PAIR, Set.of("comm.new-link")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(UNKNOWN, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Watches the reserved ports of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore known;
        private final Tracked<Endpoint, DistinctWindow> unknown = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.known = context.baseline().seen("comm.foreign-protocol");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ConnectionSeen seen -> {
                    switch (seen.phase()) {
                        case RECOGNISED -> recognised(seen);
                        case CLOSED, EXPIRED -> ended(seen);
                        case OPENED, ESTABLISHED, REFUSED -> {}
                    }
                }
                case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void recognised(ConnectionSeen seen) {
            Connection connection = seen.connection();
            int port = connection.responder().port();
            ReservedPort reserved = ReservedPort.of(port);
            boolean certain = !connection.midstream() || !ReservedPort.isEphemeral(port);
            if (reserved != null
                    && certain
                    && connection.transport() == Transport.TCP
                    && !reserved.protocols().contains(connection.protocol())) {
                judge(seen, reserved, connection.protocol());
            }
        }

        private void ended(ConnectionSeen seen) {
            Connection connection = seen.connection();
            ReservedPort reserved = ReservedPort.of(connection.responder().port());
            if (reserved == null
                    || connection.transport() != Transport.TCP
                    || connection.midstream()
                    || !connection.established()
                    || !connection.protocol().isEmpty()
                    || connection.packets() < PACKETS_MIN) {
                return;
            }
            DistinctWindow window = unknown.of(
                    connection.responder(),
                    fresh -> new DistinctWindow((int) context.settings().value(UNKNOWN), (long)
                            (context.settings().value(SECONDS) * 1e9)));
            if (window.add(connection.id(), seen.atNanos())) {
                judge(seen, reserved, "");
            }
        }

        private void judge(ConnectionSeen seen, ReservedPort reserved, String spoken) {
            Connection connection = seen.connection();
            Endpoint server = connection.responder();
            key.start().part(server.address()).part(server.port()).part(spoken);
            Entry before = known.find(key);
            if (before != null) {
                before.again(seen.atNanos());
            } else if (context.baseline().learning().on()
                    && !context.findings().suspected(connection.originator().address())) {
                known.learn(key, seen.atNanos());
            }
            if (before == null) {
                raise(seen, reserved, spoken);
            }
        }

        private void raise(ConnectionSeen seen, ReservedPort reserved, String spoken) {
            Endpoint server = seen.connection().responder();
            String service = server.address() + " tcp " + server.port();
            String what = spoken.isEmpty()
                    ? "conversations in no protocol that is known here"
                    : "a conversation in " + spoken;
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    service + " " + spoken,
                    Who.of(seen.connection()),
                    () -> Story.rule(
                            "Port " + server.port() + " belongs to " + reserved.owner() + ".",
                            seen.connection().originator().address() + " holds " + what + " with " + server.address()
                                    + " on port " + server.port() + ".",
                            spoken.isEmpty() ? 0.6 : 0.9));
            context.findings().raise(finding);
        }
    }
}
