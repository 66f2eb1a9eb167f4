package io.fieldwarden.agent.detect.login;

import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;

/** Counts the refused logins of one lane. */
final class GuessingSession implements DetectorSession {
    private static final long MINUTE = 60_000_000_000L;

    private final DetectContext context;
    private final long windowNanos;
    private final Tracked<Pair, Failures> failures = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

    GuessingSession(DetectContext context) {
        this.context = context;
        this.windowNanos = (long) (context.settings().value(Guessing.SECONDS) * 1e9);
    }

    /** Refusals of one client by one device. */
    private record Failures(SlidingCount window, SlidingCount minute) {}

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                if (Login.is(seen.operation())) {
                    judge(seen);
                }
            }
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void judge(OperationSeen seen) {
        Who who =
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
        if (who.originator() == null || who.responder() == null) {
            return;
        }
        Pair pair = new Pair(who.originator().address(), who.responder().address());
        if (Login.failed(seen)) {
            Failures counted =
                    failures.of(pair, fresh -> new Failures(new SlidingCount(windowNanos), new SlidingCount(MINUTE)));
            failed(seen, who, pair, counted);
        } else if (seen.outcome().kind() == Outcome.Kind.SUCCEEDED) {
            Failures counted = failures.find(pair);
            if (counted != null) {
                succeeded(seen, who, pair, counted);
            }
        }
    }

    private void failed(OperationSeen seen, Who who, Pair pair, Failures counted) {
        long few = counted.window().add(1, seen.atNanos());
        long inMinute = counted.minute().add(1, seen.atNanos());
        double least = context.settings().value(Guessing.FEW);
        if (few < least) {
            return;
        }
        Severity severity = Severity.LOW;
        if (inMinute >= context.settings().value(Guessing.MOST)) {
            severity = Severity.CRITICAL;
        } else if (inMinute >= context.settings().value(Guessing.MANY)) {
            severity = Severity.HIGH;
        }
        Finding finding = new Finding(
                seen.atNanos(),
                Guessing.GUESSED,
                pair.key() + " " + who.protocol(),
                who,
                () -> Story.rule(
                                "Who works on a device knows the password: fewer than " + (long) least
                                        + " refusals within " + window() + ".",
                                pair.to() + " refused " + Phrases.count(few, "login") + " of " + pair.from() + " over "
                                        + who.protocol() + " within " + window() + ".",
                                0.9)
                        .about(seen));
        context.findings().raise(finding.as(severity));
    }

    private void succeeded(OperationSeen seen, Who who, Pair pair, Failures counted) {
        long before = counted.window().add(0, seen.atNanos());
        if (before < context.settings().value(Guessing.BEFORE)) {
            return;
        }
        failures.remove(pair);
        Finding finding = new Finding(
                seen.atNanos(),
                Guessing.FOUND,
                pair.key() + " " + who.protocol(),
                who,
                () -> Story.rule(
                                "After many refusals a login does not succeed: a password is known or it is not.",
                                pair.to() + " let " + pair.from() + " in over " + who.protocol() + " after "
                                        + Phrases.count(before, "refusal") + " within " + window() + ".",
                                0.8)
                        .about(seen));
        context.findings().raise(finding);
    }

    private String window() {
        return Phrases.count(windowNanos / MINUTE, "minute");
    }
}
