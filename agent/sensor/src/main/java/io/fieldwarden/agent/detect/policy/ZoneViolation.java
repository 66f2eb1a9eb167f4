package io.fieldwarden.agent.detect.policy;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
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
import io.fieldwarden.agent.policy.Conduit;
import io.fieldwarden.agent.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Traffic between two zones that no declared conduit carries (IEC 62443-3-2, ZCR 3). Silent where the policy names no zones, and
 * for devices that are in none.
 */
public final class ZoneViolation implements Detector {
    private static final String TYPE = "comm.zone-violation";

    @Override
    public String name() {
        return "zone-violation";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).lasting());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, Set.of("comm.new-link", "comm.new-service")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        Policy policy = context.settings().policy();
        return observation -> {
            switch (observation) {
                case ConnectionSeen seen -> {
                    if (!policy.zones().isEmpty() && isFlow(seen)) {
                        judge(context, policy, seen);
                    }
                }
                case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        };
    }

    /** A connection that was accepted, a datagram that was sent, or either once it is known what is spoken. */
    private static boolean isFlow(ConnectionSeen seen) {
        Connection connection = seen.connection();
        if (connection.transport() == Transport.BROKER
                || connection.responder().address().isGroup()
                || connection.originator().address().isGroup()) {
            return false;
        }
        boolean datagrams = connection.transport() == Transport.UDP || connection.transport() == Transport.IP;
        return switch (seen.phase()) {
            case OPENED -> datagrams;
            case ESTABLISHED, RECOGNISED -> true;
            case REFUSED, CLOSED, EXPIRED -> false;
        };
    }

    private static void judge(DetectContext context, Policy policy, ConnectionSeen seen) {
        Connection connection = seen.connection();
        String from = policy.zoneOf(connection.originator().address());
        String to = policy.zoneOf(connection.responder().address());
        if (from == null || to == null || from.equals(to)) {
            return;
        }
        Endpoint server = connection.responder();
        boolean allowed = carried(policy.between(from, to), connection, server)
                || (connection.midstream() && carried(policy.between(to, from), connection, connection.originator()));
        if (!allowed) {
            context.findings().raise(finding(policy, seen, from, to));
        }
    }

    private static boolean carried(List<Conduit> conduits, Connection connection, Endpoint server) {
        for (Conduit conduit : conduits) {
            if (conduit.carries(connection.protocol(), server.port())) {
                return true;
            }
        }
        return false;
    }

    private static Finding finding(Policy policy, ConnectionSeen seen, String from, String to) {
        Connection connection = seen.connection();
        Endpoint client = connection.originator();
        Endpoint server = connection.responder();
        String spoken = connection.protocol().isEmpty() ? "" : " (" + connection.protocol() + ")";
        return new Finding(
                        seen.atNanos(),
                        TYPE,
                        client.address() + " > " + server.address(),
                        Who.asked(connection, Direction.FROM_ORIGINATOR),
                        () -> Story.rule(
                                declared(policy.between(from, to), from, to),
                                client.address() + " in zone " + from + " talks to " + server.address() + " in zone "
                                        + to + " on port " + server.port() + spoken + ".",
                                connection.midstream() ? 0.7 : 0.95))
                .noting("port " + server.port() + spoken);
    }

    private static String declared(List<Conduit> conduits, String from, String to) {
        if (conduits.isEmpty()) {
            return "No conduit is declared from zone " + from + " to zone " + to + ".";
        }
        return "Declared conduits: " + conduits.stream().map(Conduit::toString).collect(Collectors.joining("; ")) + ".";
    }
}
