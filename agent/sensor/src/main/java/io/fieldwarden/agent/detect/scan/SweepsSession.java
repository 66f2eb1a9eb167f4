package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
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
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows who tries what on one lane. */
final class SweepsSession implements DetectorSession {
    private static final int EPHEMERAL_PORT = 32_768;
    private static final int SYSTEM_PORT_MAX = 1023;
    private static final int ACCEPTED_SLOTS = 4096;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final DetectContext context;
    private final SeenBefore partners;
    private final KeyText key = new KeyText();
    /** Who accepted whom lately, by digest: what polls by a new connection each time is no attempt. */
    private final long[] accepted = new long[ACCEPTED_SLOTS];

    private final Tracked<Address, Attempts> attempts = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final Attempts.Sizes sizes;

    SweepsSession(DetectContext context) {
        this.context = context;
        this.partners = context.baseline().seen("scan.partner");
        this.sizes = new Attempts.Sizes(
                (int) context.settings().value(Sweeps.TARGETS),
                nanos(context.settings().value(Sweeps.TARGETS_SECONDS)),
                (int) context.settings().value(Sweeps.CLOSED_PORTS),
                nanos(context.settings().value(Sweeps.PORTS_SECONDS)));
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case ConnectionSeen seen -> {
                if (isAttempt(seen.connection())) {
                    follow(seen);
                }
            }
            case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void follow(ConnectionSeen seen) {
        switch (seen.phase()) {
            case OPENED -> opened(seen);
            case ESTABLISHED -> established(seen);
            case REFUSED -> refused(seen);
            case RECOGNISED, CLOSED, EXPIRED -> {}
        }
    }

    /** Answers, groups and guessed roles would make busy servers look like scanners. */
    private static boolean isAttempt(Connection connection) {
        Transport transport = connection.transport();
        boolean onIp = transport == Transport.TCP || transport == Transport.UDP || transport == Transport.ICMP;
        boolean asked = transport == Transport.LINK && connection.protocol().equals("arp");
        if (!(onIp || asked)
                || connection.midstream()
                || connection.responder().address().isGroup()) {
            return false;
        }
        if (((connection.responder().mac() >>> 40) & 1) == 1) {
            return false; // sent to everybody on the segment
        }
        int from = connection.originator().port();
        int to = connection.responder().port();
        boolean answers = to >= EPHEMERAL_PORT || (from <= SYSTEM_PORT_MAX && to > SYSTEM_PORT_MAX);
        return transport != Transport.UDP || !answers;
    }

    private void opened(ConnectionSeen seen) {
        Connection connection = seen.connection();
        long target = digest(connection);
        if (accepted[slot(target)] == target) {
            return;
        }
        Address from = connection.originator().address();
        Address to = connection.responder().address();
        Attempts made = attempts.of(from, address -> new Attempts(sizes));
        boolean many = partners.find(partner(from, to)) == null && made.address(to, seen.atNanos());
        if (many) {
            raiseAddresses(seen, made);
        }
        if (connection.responder().port() != 0
                && made.port(to, connection.responder().port(), seen.atNanos())) {
            raisePorts(seen, made);
        }
    }

    private void established(ConnectionSeen seen) {
        Connection connection = seen.connection();
        long target = digest(connection);
        accepted[slot(target)] = target;
        Address from = connection.originator().address();
        Address to = connection.responder().address();
        boolean unlearned = context.isNew(partners, partner(from, to), from, seen.atNanos());
        Attempts made = attempts.find(from);
        if (made != null) {
            made.answered(
                    to,
                    connection.responder().port(),
                    !unlearned && !context.findings().suspected(from));
        }
    }

    private void refused(ConnectionSeen seen) {
        Connection connection = seen.connection();
        Address from = connection.originator().address();
        Address to = connection.responder().address();
        if (partners.find(partner(from, to)) == null) {
            Attempts made = attempts.of(from, address -> new Attempts(sizes));
            if (made.refused(digest(connection), seen.atNanos())) {
                raisePorts(seen, made);
            }
        }
    }

    private void raisePorts(ConnectionSeen seen, Attempts made) {
        Connection connection = seen.connection();
        unlearn(seen);
        Endpoint target = connection.responder();
        Finding finding = new Finding(
                seen.atNanos(),
                Sweeps.PORTS,
                connection.originator().address().toString(),
                who(connection, new Endpoint(target.address(), 0, target.mac())),
                () -> Story.rule(
                        "No station of a plant tries " + sizes.ports() + " or more closed ports within "
                                + seconds(sizes.portsNanos()) + ".",
                        connection.originator().address() + " tried " + Phrases.count(made.portsTried(), "port")
                                + " that did not accept, on " + Phrases.count(made.portTargets(), "device")
                                + ", first on " + target.address() + ".",
                        0.95));
        context.findings().raise(finding.noting(target.address().toString()));
    }

    private void raiseAddresses(ConnectionSeen seen, Attempts made) {
        Connection connection = seen.connection();
        unlearn(seen);
        String network = Attempts.network(connection.responder().address());
        String over = connection.transport().name().toLowerCase(Locale.ROOT)
                + (connection.responder().port() == 0
                        ? ""
                        : " " + connection.responder().port());
        Finding finding = new Finding(
                seen.atNanos(),
                Sweeps.ADDRESSES,
                connection.originator().address().toString(),
                who(connection, null),
                () -> Story.rule(
                        "No station of a plant tries " + sizes.targets()
                                + " or more new addresses of one network within " + seconds(sizes.targetsNanos()) + ".",
                        connection.originator().address() + " tried " + Phrases.count(made.addressesTried())
                                + " addresses it does not normally talk to, in network " + network + ".",
                        0.95));
        context.findings().raise(finding.noting("network " + network + " over " + over));
    }

    /** What the scanner did while it was not yet known as one must not stay normal. */
    private void unlearn(ConnectionSeen seen) {
        Address from = seen.connection().originator().address();
        if (context.baseline().learning().on() && !context.findings().suspected(from)) {
            context.baseline().forget(from.toString(), seen.atNanos() - sizes.targetsNanos());
        }
    }

    private static Who who(Connection connection, @Nullable Endpoint target) {
        Endpoint scanner = connection.originator();
        return new Who(new Endpoint(scanner.address(), 0, scanner.mac()), target, "", connection.id());
    }

    private KeyText partner(Address from, Address to) {
        return key.start().part(from).part(to);
    }

    private static long digest(Connection connection) {
        long from = connection.originator().address().hashCode() * MIX;
        long to = connection.responder().address().hashCode() + from;
        return Long.rotateLeft(to * MIX, 31)
                + connection.responder().port() * MIX
                + connection.transport().ordinal()
                + 1;
    }

    private static int slot(long digest) {
        return (int) (digest ^ (digest >>> 32)) & (ACCEPTED_SLOTS - 1);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static String seconds(long nanos) {
        return Phrases.count(Duration.ofNanos(nanos).toSeconds(), "second");
    }
}
