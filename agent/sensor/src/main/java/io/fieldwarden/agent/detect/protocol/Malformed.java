package io.fieldwarden.agent.detect.protocol;

import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
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
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages that break their own protocol, more than once. Judged by rule, while learning too. */
public final class Malformed implements Detector {
    private static final String TYPE = "pv.malformed";
    private static final Threshold MESSAGES = new Threshold(TYPE, "messages", 2);
    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 600);

    @Override
    public String name() {
        return "malformed";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MESSAGES, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(AnomalySeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Counts the malformed messages of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long windowNanos;
        private final Tracked<String, SlidingCount> counts = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case AnomalySeen seen -> {
                    if (seen.anomaly().malformed() && !hasOwnType(seen.anomaly().protocol())) {
                        judge(seen);
                    }
                }
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        /** MQTT's broken messages are mqtt.protocol. */
        private static boolean hasOwnType(String protocol) {
            return protocol.equals("mqtt");
        }

        private void judge(AnomalySeen seen) {
            Connection connection = seen.connection();
            String protocol = seen.anomaly().protocol();
            String between = connection == null ? "" : pair(connection).key();
            String key = (protocol + " " + between).strip();
            long messages =
                    counts.of(key, fresh -> new SlidingCount(windowNanos)).add(1, seen.atNanos());
            if (messages < context.settings().value(MESSAGES)) {
                return;
            }
            Who who = connection == null
                    ? new Who(null, null, protocol, 0)
                    : Who.of(connection).over(protocol);
            Finding finding = new Finding(seen.atNanos(), TYPE, key, who, () -> story(seen, connection));
            context.findings().raise(finding.noting(seen.anomaly().code()));
        }

        private Story story(AnomalySeen seen, @Nullable Connection connection) {
            String between = connection == null
                    ? ""
                    : " between " + connection.originator().address() + " and "
                            + connection.responder().address();
            return Story.rule(
                    "Messages keep to their protocol: fewer than "
                            + (long) context.settings().value(MESSAGES) + " broken ones within "
                            + Phrases.count(windowNanos / 1_000_000_000L, "second") + ".",
                    "Malformed " + seen.anomaly().protocol() + " messages" + between + "; for instance "
                            + seen.anomaly().code() + ": " + Phrases.quote(seen.detail()) + ".",
                    connection != null && connection.midstream() ? 0.5 : 0.8);
        }

        private static Pair pair(Connection connection) {
            return new Pair(
                    connection.originator().address(), connection.responder().address());
        }
    }
}
