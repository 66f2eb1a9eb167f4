package io.fieldwarden.agent.detect.policy;

import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
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
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.policy.Limit;
import io.fieldwarden.agent.policy.Policy;
import java.util.List;
import java.util.Set;

/** A value written to a point, or published under a topic, outside the limit the policy states for it. */
public final class ValueLimit implements Detector {
    private static final String TYPE = "ot.value-limit";

    @Override
    public String name() {
        return "value-limit";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ValueSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Remembers which limits concern a device. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final Policy policy;
        private final Tracked<Address, List<Limit>> limits = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.policy = context.settings().policy();
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ValueSeen seen -> {
                    if (!policy.limits().isEmpty() && isSet(seen)) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, OperationSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        /** What is published is set as much as reported: the broker hands it on to whoever acts on it. */
        private static boolean isSet(ValueSeen seen) {
            return seen.way() == ValueSeen.Way.WRITTEN
                    || seen.connection().protocol().equals("mqtt");
        }

        private void judge(ValueSeen seen) {
            Address device = seen.connection().responder().address();
            for (Limit limit : limits.of(device, policy::limitsOf)) {
                for (int index = 0; index < seen.points().count(); index++) {
                    if (limit.points().contains(seen.points(), index)
                            && !limit.allows(seen.values().number(index))) {
                        raise(seen, limit, index);
                    }
                }
            }
        }

        private void raise(ValueSeen seen, Limit limit, int index) {
            String point = Phrases.quote(seen.points().name(index));
            String value = seen.values().text(index) + (seen.unit().isEmpty() ? "" : " " + seen.unit());
            Address device = seen.connection().responder().address();
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    device + " " + seen.points().name(index),
                    Who.of(seen.connection()),
                    () -> Story.rule(
                            "Engineered limit of " + limit.points() + " of "
                                    + limit.target().name() + ": " + range(limit) + ".",
                            value + " was set at " + point + " of " + device + ".",
                            0.98));
            context.findings().raise(finding.noting(value));
        }

        private static String range(Limit limit) {
            if (limit.min() == Double.NEGATIVE_INFINITY) {
                return "at most " + limit.max();
            }
            return limit.max() == Double.POSITIVE_INFINITY
                    ? "at least " + limit.min()
                    : limit.min() + " to " + limit.max();
        }
    }
}
