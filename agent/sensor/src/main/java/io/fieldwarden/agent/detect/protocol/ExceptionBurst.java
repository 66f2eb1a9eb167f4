package io.fieldwarden.agent.detect.protocol;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Ranges;
import io.fieldwarden.agent.baseline.Runs;
import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device refuses far more requests of a client than it ever did. The usual number of refusals is learned. */
public final class ExceptionBurst implements Detector {
    private static final String TYPE = "pv.exception-burst";
    private static final Threshold EXCEPTIONS = new Threshold(TYPE, "exceptions", 20);
    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 3600);
    /** How many times the most that was learned is too much. */
    private static final Threshold FACTOR = new Threshold(TYPE, "factor", 3);

    @Override
    public String name() {
        return "exception-burst";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(EXCEPTIONS, SECONDS, FACTOR);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Counts the refusals of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final double exceptions;
        private final double factor;
        private final long windowNanos;
        private final Ranges usual;
        private final Tracked<Pair, SlidingCount> refusals = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.exceptions = context.settings().value(EXCEPTIONS);
            this.factor = context.settings().value(FACTOR);
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
            this.usual = context.baseline().ranges("pv.exceptions");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (seen.outcome().kind() == Outcome.Kind.REFUSED && isCommand(seen)) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            Who who = Who.asked(seen.connection(), seen.from())
                    .over(seen.operation().protocol());
            if (who.originator() == null || who.responder() == null) {
                return;
            }
            Pair pair = new Pair(who.originator().address(), who.responder().address());
            long counted =
                    refusals.of(pair, fresh -> new SlidingCount(windowNanos)).add(1, seen.atNanos());
            Runs learned = usual.find(key.start().part(pair.from()).part(pair.to()));
            if (context.baseline().learning().on()) {
                if (!context.findings().suspected(pair.from())) {
                    usual.learn(key, new Ranges.Run(0, counted), seen.atNanos());
                }
                return;
            }
            long most = learned == null ? 0 : learned.runs().getLast().last();
            double enough = Math.max(exceptions, most * factor);
            if (usual.judges() && counted >= enough) {
                raise(seen, who, pair, learned);
            }
        }

        private void raise(OperationSeen seen, Who who, Pair pair, @Nullable Runs learned) {
            String window = Phrases.count(windowNanos / 60_000_000_000L, "minute");
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    pair.key(),
                    who,
                    () -> Story.unlearned(
                                    expected(pair, learned, window),
                                    pair.to() + " refuses the requests of " + pair.from() + ", the latest being "
                                            + seen.operation().name() + ": " + seen.outcome() + ".",
                                    0.8)
                            .about(seen));
            context.findings().raise(finding.noting(seen.operation().name() + " " + seen.outcome()));
        }

        private Expectation expected(Pair pair, @Nullable Runs learned, String window) {
            if (learned == null) {
                return new Expectation(
                        pair.to() + " never refused " + pair.from() + " while learning; "
                                + (long) exceptions + " refusals within " + window
                                + " are too many.",
                        List.of(),
                        0,
                        null);
            }
            return new Expectation(
                    "At most " + Phrases.count(learned.runs().getLast().last(), "refusal") + " within " + window
                            + " while learning.",
                    List.of(),
                    learned.count(),
                    Phrases.instant(learned.firstNanos()));
        }

        private static boolean isCommand(OperationSeen seen) {
            return switch (seen.operation().access()) {
                case READ, WRITE, EXECUTE, CONFIGURE, IDENTIFY -> true;
                case PUBLISH, SUBSCRIBE, SESSION -> false;
            };
        }
    }
}
