package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.rate.Poller.Change;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the time of the pollers of one lane. */
final class RhythmSession implements DetectorSession {
    private static final int MINUTES = 0;
    private static final int FEWEST = 1;
    private static final int MOST = 2;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    /** Ticks come every second; longer is a hole in a file or a sleeping machine. */
    private static final long HOLE_NANOS = 5_000_000_000L;

    private final DetectContext context;
    private final Measures profile;
    private final Tracked<Connection, Poller> byConnection = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final Map<Key, Poller> byStations = new HashMap<>();
    private final List<Poller> all = new ArrayList<>();
    private final KeyText key = new KeyText();
    private final int minutes;
    private long tickNanos;
    private long heardNanos;

    private record Key(Address client, Address server, String protocol) {}

    RhythmSession(DetectContext context) {
        this.context = context;
        this.minutes = (int) context.settings().value(Rhythm.MINUTES);
        this.profile = context.baseline().measures("rate.polls", "minutes", "fewest", "most");
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                if (seen.operation().access() == Access.READ && seen.operation().points() != null) {
                    polled(seen);
                }
            }
            case TimePassed passed -> tick(passed.atNanos());
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
        }
    }

    private void polled(OperationSeen seen) {
        Poller poller = byConnection.find(seen.connection());
        if (poller == null) {
            poller = poller(seen);
            if (poller == null) {
                return;
            }
            byConnection.put(seen.connection(), poller);
        }
        long minute = Math.floorDiv(seen.atNanos(), MINUTE_NANOS);
        if (minute > poller.minute) {
            turn(poller, minute, seen.atNanos());
        }
        poller.polls++;
        poller.connectionId = seen.connection().id();
        poller.polledNanos = Math.max(poller.polledNanos, seen.atNanos());
        poller.stopTold = false;
        heardNanos = Math.max(heardNanos, seen.atNanos());
    }

    private @Nullable Poller poller(OperationSeen seen) {
        Connection connection = seen.connection();
        String protocol = seen.operation().protocol();
        Address client = connection.end(seen.from()).address();
        Address server = connection.end(seen.from().opposite()).address();
        Key stations = new Key(client, server, protocol);
        Poller known = byStations.get(stations);
        if (known != null || all.size() >= DetectLimits.DEFAULT.trackedMax()) {
            return known;
        }
        key.start().part(client).part(server).part(protocol);
        boolean learns =
                context.baseline().learning().on() && !context.findings().suspected(client);
        Measure usual = learns ? profile.learn(key, seen.atNanos()) : profile.find(key);
        Poller fresh = new Poller(connection, seen.from(), protocol, usual);
        byStations.put(stations, fresh);
        all.add(fresh);
        return fresh;
    }

    /** A minute is over for a poller, and another begins. */
    private void turn(Poller poller, long minute, long atNanos) {
        boolean follows = minute == poller.minute + 1;
        Measure usual = poller.usual;
        if (follows && poller.whole && usual != null) {
            if (context.baseline().learning().on()) {
                learn(usual, poller.polls);
            } else if (profile.judges()) {
                judge(poller, usual, atNanos);
            }
        }
        poller.whole = follows;
        poller.minute = minute;
        poller.polls = 0;
    }

    private static void learn(Measure usual, long polls) {
        double minutes = usual.get(MINUTES);
        usual.set(FEWEST, minutes == 0 ? polls : Math.min(usual.get(FEWEST), polls));
        usual.set(MOST, Math.max(usual.get(MOST), polls));
        usual.set(MINUTES, minutes + 1);
    }

    private void judge(Poller poller, Measure usual, long atNanos) {
        if (!hasRhythm(poller)) {
            return;
        }
        Change change =
                poller.polls > poller.most ? Change.FASTER : poller.polls < poller.fewest ? Change.SLOWER : Change.NONE;
        poller.changed = change == Change.NONE ? 0 : change == poller.change ? poller.changed + 1 : 1;
        poller.change = change;
        if (change != Change.NONE && poller.changed >= minutes) {
            raise(poller, usual, atNanos, Phrases.count(poller.polls, "time") + " within a minute");
        }
    }

    /** Whether the poller is steady: worked out once, when learning is over. */
    private boolean hasRhythm(Poller poller) {
        Measure usual = poller.usual;
        if (usual == null) {
            return false;
        }
        if (Double.isNaN(poller.fewest)) {
            DetectSettings settings = context.settings();
            Address device = poller.server.address();
            double factor = settings.value(Rhythm.FACTOR, device);
            boolean steady = usual.get(MINUTES) >= settings.value(Rhythm.LEARNED, device)
                    && usual.get(FEWEST) >= settings.value(Rhythm.POLLS, device)
                    && usual.get(MOST) <= usual.get(FEWEST) * settings.value(Rhythm.STEADY, device);
            poller.fewest = steady ? usual.get(FEWEST) / factor : 0;
            poller.most = usual.get(MOST) * factor;
        }
        return poller.fewest > 0;
    }

    private void tick(long atNanos) {
        long passed = atNanos - tickNanos;
        tickNanos = atNanos;
        if (passed > HOLE_NANOS || passed < 0) {
            all.forEach(poller -> poller.interrupted(atNanos));
        } else if (!context.baseline().learning().on() && profile.judges() && atNanos - heardNanos < HOLE_NANOS) {
            stopped(atNanos);
        }
    }

    /** When most have stopped, the sensor does not see them. */
    private void stopped(long atNanos) {
        int steady = 0;
        int silent = 0;
        boolean untold = false;
        for (int index = 0; index < all.size(); index++) { // by index: every second
            Poller poller = all.get(index);
            if (hasRhythm(poller)) {
                steady++;
                boolean stopped = hasStopped(poller, atNanos);
                silent += stopped ? 1 : 0;
                untold |= stopped && !poller.stopTold;
            }
        }
        if (untold && silent <= steady / 2) {
            for (Poller poller : all) {
                Measure usual = poller.usual;
                if (usual != null && hasRhythm(poller) && hasStopped(poller, atNanos) && !poller.stopTold) {
                    poller.stopTold = true; // one stop is one sighting
                    raise(poller, usual, atNanos, "not once since " + Phrases.second(poller.polledNanos));
                }
            }
        }
    }

    private boolean hasStopped(Poller poller, long atNanos) {
        return atNanos - poller.polledNanos > MINUTE_NANOS * minutes;
    }

    private void raise(Poller poller, Measure usual, long atNanos, String howOften) {
        String client = poller.client.address().toString();
        String server = poller.server.address().toString();
        Expectation expected = new Expectation(
                client + " polled " + server + " " + (long) usual.get(FEWEST) + " to " + (long) usual.get(MOST)
                        + " times a minute.",
                List.of((long) usual.get(FEWEST) + ".." + (long) usual.get(MOST)),
                (long) usual.get(MINUTES),
                Phrases.instant(usual.firstNanos()));
        Finding finding = new Finding(
                atNanos,
                Rhythm.TYPE,
                client + " > " + server + " " + poller.protocol,
                new Who(poller.client, poller.server, poller.protocol, poller.connectionId),
                () -> Story.unlearned(expected, client + " polled " + server + " " + howOften + ".", 0.8));
        context.findings().raise(finding.noting(howOften));
    }
}
