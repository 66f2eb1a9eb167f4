package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.baseline.DistinctWindow;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.Cover;
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
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** One client tries many functions of a device that declines them: it finds out what the device accepts. */
public final class FunctionCodes implements Detector {
    private static final String TYPE = "scan.function-code";
    private static final Threshold FUNCTIONS = new Threshold(TYPE, "functions", 5);
    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 120);
    /** Refusals that say "not now" rather than "not this": a device in trouble refuses its normal client too. */
    private static final List<String> NOT_NOW =
            List.of("busy", "gateway", "failure", "acknowledge", "unavailable", "parity");

    @Override
    public String name() {
        return "function-codes";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).suspect());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(
                TYPE,
                Cover.Scope.PAIR,
                Set.of(
                        "ot.unlearned-operation",
                        "ot.address-range",
                        "pv.exception-burst",
                        "pv.reserved-function",
                        "comm.new-link")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FUNCTIONS, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Follows who is refused what on one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final int functions;
        private final long windowNanos;
        private final Tracked<Pair, DistinctWindow> refused = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.functions = (int) context.settings().value(FUNCTIONS);
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (isDeclined(seen.outcome().kind()) && isCommand(seen.operation())) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        /** Some devices refuse what they do not know, others keep silent. */
        private static boolean isDeclined(Outcome.Kind outcome) {
            return outcome == Outcome.Kind.REFUSED || outcome == Outcome.Kind.UNANSWERED;
        }

        private void judge(OperationSeen seen) {
            if (isNotNow(seen.outcome().name())) {
                return;
            }
            Who who = Who.asked(seen.connection(), seen.from())
                    .over(seen.operation().protocol());
            if (who.originator() == null || who.responder() == null) {
                return;
            }
            Pair pair = new Pair(who.originator().address(), who.responder().address());
            DistinctWindow window = refused.of(pair, fresh -> new DistinctWindow(functions, windowNanos));
            Operation operation = seen.operation();
            long function = operation.code() * 0x1_0000_0000L + operation.name().hashCode();
            if (window.add(function, seen.atNanos())) {
                raise(seen, who, pair, window);
            }
        }

        private static boolean isNotNow(String refusal) {
            for (int index = 0; index < NOT_NOW.size(); index++) {
                if (refusal.contains(NOT_NOW.get(index))) {
                    return true;
                }
            }
            return false;
        }

        private void raise(OperationSeen seen, Who who, Pair pair, DistinctWindow window) {
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    pair.key(),
                    who,
                    () -> Story.rule(
                                    "A client that knows its device is not declined " + functions
                                            + " different functions within "
                                            + Phrases.count(windowNanos / 1_000_000_000L, "second")
                                            + ".",
                                    pair.from() + " was declined " + Phrases.count(window.total(), "different function")
                                            + " by " + pair.to() + ".",
                                    0.9)
                            .about(seen));
            context.findings().raise(finding.noting(seen.operation().name() + " " + seen.outcome()));
        }

        private static boolean isCommand(Operation operation) {
            return switch (operation.access()) {
                case READ, WRITE, EXECUTE, CONFIGURE, IDENTIFY -> true;
                case PUBLISH, SUBSCRIBE, SESSION -> false;
            };
        }
    }
}
