package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.contract.Expectation;
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
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of the channels of one lane: two addresses, whichever ports they use. Nothing is done per packet; once a
 * minute it is looked what each open conversation has carried since.
 */
final class VolumeSession implements DetectorSession {
    private static final int MINUTES = 0;
    private static final int SUM = 1;
    private static final int MOST = 2;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final DetectContext context;
    private final Measures profile;
    private final Map<Connection, Load> open = new IdentityHashMap<>();
    private final Map<Stations, Channel> byStations = new HashMap<>();
    private final List<Channel> channels = new ArrayList<>();
    private final KeyText key = new KeyText();
    private long minuteNanos;

    /** In the order of their addresses: both ways are one channel. */
    private record Stations(Address lower, Address higher) {}

    /** What a conversation had carried when that was looked at last. */
    private static final class Load {
        final Channel channel;
        long bytes;

        Load(Channel channel) {
            this.channel = channel;
        }
    }

    /** Two stations. */
    private static final class Channel {
        final @Nullable Measure usual;
        Connection latest;
        long bytes;
        int tooMuch;
        /** Bytes a minute that are still normal, not a number until it was worked out. */
        double limit = Double.NaN;

        Channel(@Nullable Measure usual, Connection latest) {
            this.usual = usual;
            this.latest = latest;
        }
    }

    VolumeSession(DetectContext context) {
        this.context = context;
        this.profile = context.baseline().measures("rate.bytes", "minutes", "sum", "most");
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case ConnectionSeen seen -> {
                switch (seen.phase()) {
                    case OPENED -> opened(seen.connection(), seen.atNanos());
                    case CLOSED, EXPIRED -> closed(seen.connection());
                    case ESTABLISHED, REFUSED, RECOGNISED -> {}
                }
            }
            case TimePassed passed -> tick(passed.atNanos());
            case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
        }
    }

    private void opened(Connection connection, long atNanos) {
        boolean wire = connection.transport() == Transport.TCP || connection.transport() == Transport.UDP;
        if (!wire || open.size() >= DetectLimits.DEFAULT.trackedMax() || open.containsKey(connection)) {
            return;
        }
        Channel channel = channel(connection, atNanos);
        if (channel != null) {
            open.put(connection, new Load(channel));
        }
    }

    private @Nullable Channel channel(Connection connection, long atNanos) {
        Address one = connection.originator().address();
        Address other = connection.responder().address();
        Stations stations = one.compareTo(other) <= 0 ? new Stations(one, other) : new Stations(other, one);
        Channel known = byStations.get(stations);
        if (known != null || channels.size() >= DetectLimits.DEFAULT.trackedMax()) {
            return known;
        }
        key.start().part(stations.lower()).part(stations.higher());
        boolean learns =
                context.baseline().learning().on() && !context.findings().suspected(one);
        Channel fresh = new Channel(learns ? profile.learn(key, atNanos) : profile.find(key), connection);
        byStations.put(stations, fresh);
        channels.add(fresh);
        return fresh;
    }

    private void closed(Connection connection) {
        Load load = open.remove(connection);
        if (load != null) {
            add(connection, load);
        }
    }

    private static void add(Connection connection, Load load) {
        long carried = connection.bytes() - load.bytes;
        load.bytes = connection.bytes();
        load.channel.bytes += carried;
        if (carried > 0) {
            load.channel.latest = connection;
        }
    }

    private void tick(long atNanos) {
        long passed = atNanos - minuteNanos;
        if (passed < MINUTE_NANOS && passed >= 0) {
            return;
        }
        minuteNanos = atNanos;
        open.forEach(VolumeSession::add);
        boolean whole = passed < MINUTE_NANOS * 3 / 2 && passed > 0; // longer: a hole in a file, or the beginning
        for (Channel channel : channels) {
            Measure usual = channel.usual;
            if (usual != null && whole) {
                minute(channel, usual, atNanos);
            }
            channel.bytes = 0;
        }
    }

    private void minute(Channel channel, Measure usual, long atNanos) {
        if (context.baseline().learning().on()) {
            usual.set(MINUTES, usual.get(MINUTES) + 1);
            usual.set(SUM, usual.get(SUM) + channel.bytes);
            usual.set(MOST, Math.max(usual.get(MOST), channel.bytes));
        } else if (profile.judges()) {
            if (Double.isNaN(channel.limit)) {
                channel.limit = limit(usual, channel.latest.responder().address());
            }
            channel.tooMuch = channel.bytes > channel.limit ? channel.tooMuch + 1 : 0;
            if (channel.tooMuch > 0 && channel.tooMuch >= context.settings().value(Volume.MINUTES)) {
                raise(channel, usual, atNanos);
            }
        }
    }

    private double limit(Measure usual, Address device) {
        double minutes = usual.get(MINUTES);
        boolean known = minutes >= context.settings().value(Volume.LEARNED, device)
                && usual.get(MOST)
                        <= usual.get(SUM) / minutes * context.settings().value(Volume.STEADY, device);
        return known
                ? Math.max(
                        context.settings().value(Volume.BYTES, device),
                        usual.get(MOST) * context.settings().value(Volume.FACTOR, device))
                : Double.POSITIVE_INFINITY;
    }

    private void raise(Channel channel, Measure usual, long atNanos) {
        Connection latest = channel.latest;
        String stations =
                latest.originator().address() + " and " + latest.responder().address();
        long bytes = channel.bytes;
        Expectation expected = new Expectation(
                stations + " exchanged at most " + Phrases.count((long) usual.get(MOST), "byte")
                        + " a minute; more than " + Phrases.count((long) channel.limit) + " are too many.",
                List.of(),
                (long) usual.get(MINUTES),
                Phrases.instant(usual.firstNanos()));
        Finding finding = new Finding(
                atNanos,
                Volume.TYPE,
                stations,
                Who.of(latest),
                () -> Story.unlearned(
                        expected, stations + " exchanged " + Phrases.count(bytes, "byte") + " within a minute.", 0.7));
        context.findings().raise(finding.noting(Phrases.count(bytes, "byte") + " a minute"));
    }
}
