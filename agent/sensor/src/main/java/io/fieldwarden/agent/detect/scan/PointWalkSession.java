package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.baseline.DistinctWindow;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.baseline.Ranges;
import io.fieldwarden.agent.baseline.Runs;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;

/** Follows who reads which points in which order, on one lane. */
final class PointWalkSession implements DetectorSession {
    private static final int SLOTS = 4096;
    private static final Address NOBODY = Address.mac(0);
    /** Parts of refusals that say there is no such point, in the words of any protocol. */
    private static final List<String> NO_SUCH_POINT = List.of(
            "address",
            "unknown_object",
            "unknown_property",
            "nodeidunknown",
            "path_",
            "object_does_not_exist",
            "not_exist");

    private final DetectContext context;
    private final Measures walks;
    private final SeenBefore partners;
    private final Ranges ranges;
    private final Walk[] slots = new Walk[SLOTS];
    private final Tracked<Pair, DistinctWindow> missing = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    private final KeyText key = new KeyText();
    private final double steps;
    private final double factor;
    private final int missingMost;
    private final long windowNanos;

    /** Where a station is in its walk over a device. */
    private static final class Walk {
        Address client = NOBODY;

        Address server = NOBODY;

        String space = "";
        long first;
        long last;
        int steps;
        long sinceNanos;
    }

    PointWalkSession(DetectContext context) {
        this.context = context;
        this.walks = context.baseline().measures("scan.walk", "steps");
        this.partners = context.baseline().seen("ot.partner");
        this.ranges = context.baseline().ranges("ot.range");
        this.steps = context.settings().value(PointWalk.STEPS);
        this.factor = context.settings().value(PointWalk.FACTOR);
        this.missingMost = (int) context.settings().value(PointWalk.MISSING);
        this.windowNanos = (long) (context.settings().value(PointWalk.SECONDS) * 1e9);
        for (int slot = 0; slot < SLOTS; slot++) {
            slots[slot] = new Walk();
        }
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                Points points = seen.operation().points();
                if (points != null && seen.operation().access() == Access.READ) {
                    if (!points.isNamed()) {
                        step(seen, points);
                    }
                    if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
                        refused(seen, points);
                    }
                }
            }
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void step(OperationSeen seen, Points points) {
        Address client = seen.connection().end(seen.from()).address();
        Address server = seen.connection().end(seen.from().opposite()).address();
        Walk walk = slots[slot(client, server)];
        boolean same = client.equals(walk.client)
                && server.equals(walk.server)
                && points.space().equals(walk.space);
        boolean onwards = same && (points.first() == walk.last + 1 || points.last() == walk.first - 1);
        if (same && points.first() == walk.first && points.last() == walk.last) {
            return; // asked again
        }
        if (onwards && seen.atNanos() - walk.sinceNanos <= windowNanos * Math.max(1, walk.steps)) {
            walk.steps++;
        } else {
            walk.client = client;
            walk.server = server;
            walk.space = points.space();
            walk.steps = 1;
            walk.sinceNanos = seen.atNanos();
        }
        walk.first = points.first();
        walk.last = points.last();
        if (walk.steps >= steps) {
            judge(seen, walk, new Pair(client, server));
        }
    }

    private static int slot(Address client, Address server) {
        int mixed = (client.hashCode() * 31 + server.hashCode()) * 0x9E37_79B9;
        return (mixed >>> 16) & (SLOTS - 1);
    }

    private void judge(OperationSeen seen, Walk walk, Pair pair) {
        key.start().part(pair.from()).part(pair.to()).part(walk.space);
        if (context.baseline().learning().on()) {
            Measure learned = context.findings().suspected(pair.from()) ? null : walks.learn(key, seen.atNanos());
            if (learned != null) {
                learned.set(0, Math.max(learned.get(0), walk.steps));
            }
            return;
        }
        Measure learned = walks.find(key);
        double most = learned == null ? steps : Math.max(steps, learned.get(0) * factor);
        if (learned == null || walk.steps > most) {
            String rule = learned == null
                    ? "No station reads " + (long) steps + " points or runs of points one after the other."
                    : "The longest walk of this station over this device had "
                            + Phrases.count((long) learned.get(0), "step") + ".";
            String space = walk.space;
            int count = walk.steps;
            raise(
                    seen,
                    pair,
                    rule,
                    pair.from() + " read points of " + space + " of " + pair.to() + " one after the other, "
                            + Phrases.count(count, "read") + " in a row.");
        }
    }

    private void refused(OperationSeen seen, Points points) {
        if (context.baseline().learning().on()
                || !saysNoSuchPoint(seen.outcome().name())) {
            return;
        }
        Who who = Who.asked(seen.connection(), seen.from());
        if (who.originator() == null || who.responder() == null) {
            return;
        }
        Pair pair = new Pair(who.originator().address(), who.responder().address());
        if (isLearned(seen, points, pair)) {
            return; // a device that lost its program refuses what it always told
        }
        DistinctWindow window = missing.of(pair, fresh -> new DistinctWindow(missingMost, windowNanos));
        if (window.add(points.space().hashCode() * 0x1_0000_0000L + points.first(), seen.atNanos())) {
            raise(
                    seen,
                    pair,
                    "A station that knows its device does not ask for " + missingMost
                            + " points that do not exist within "
                            + Phrases.count(windowNanos / 1_000_000_000L, "second")
                            + ".",
                    pair.from() + " asked " + pair.to() + " for " + Phrases.count(window.total(), "point")
                            + " that do not exist, lately " + points + ".");
        }
    }

    private boolean isLearned(OperationSeen seen, Points points, Pair pair) {
        key.start().part(pair.from()).part(pair.to()).part(seen.operation().protocol());
        if (points.isNamed()) {
            return partners.find(key) != null; // which names a partner uses is not learned
        }
        Runs known = ranges.find(key.part(points.space()).part("read"));
        return known != null && known.covers(new Ranges.Run(points.first(), points.last()));
    }

    private static boolean saysNoSuchPoint(String refusal) {
        for (int index = 0; index < NO_SUCH_POINT.size(); index++) {
            if (refusal.contains(NO_SUCH_POINT.get(index))) {
                return true;
            }
        }
        return false;
    }

    private void raise(OperationSeen seen, Pair pair, String rule, String story) {
        Finding finding = new Finding(
                seen.atNanos(),
                PointWalk.TYPE,
                pair.key(),
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol()),
                () -> Story.rule(rule, story, 0.85).about(seen));
        context.findings().raise(finding.noting(Phrases.target(seen.operation())));
    }
}
