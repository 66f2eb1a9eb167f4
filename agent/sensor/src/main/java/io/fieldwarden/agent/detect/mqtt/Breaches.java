package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
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
import io.fieldwarden.agent.observation.Address;
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

/**
 * Messages that break the rules of MQTT, or the order Sparkplug numbers them in, again and again. Broken frames count at any
 * time; what only offends a rule, as sloppy software does all day, counts if that pair of stations never did it while
 * learning. A single break of the order is what a lost packet looks like.
 */
public final class Breaches implements Detector {
    private static final String PROTOCOL = "mqtt.protocol";
    private static final String SEQUENCE = "spb.sequence";
    private static final Threshold PROTOCOL_BREACHES = new Threshold(PROTOCOL, "messages", 3);
    private static final Threshold PROTOCOL_SECONDS = new Threshold(PROTOCOL, "window-seconds", 600);
    private static final Threshold SEQUENCE_BREACHES = new Threshold(SEQUENCE, "breaks", 3);
    private static final Threshold SEQUENCE_SECONDS = new Threshold(SEQUENCE, "window-seconds", 600);
    /** What our own limits did, not the sender. */
    private static final Set<String> OURS = Set.of("limit-reached", "given-up", "too-large");
    /** A session that died under another number than it was born with is no lost packet. */
    private static final String OTHER_SESSION = "bdseq-mismatch";

    private static final Set<String> ORDER = Set.of("sequence-gap", "sequence-out-of-range", OTHER_SESSION);

    @Override
    public String name() {
        return "mqtt-breaches";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(PROTOCOL), Raise.rule(SEQUENCE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PROTOCOL_BREACHES, PROTOCOL_SECONDS, SEQUENCE_BREACHES, SEQUENCE_SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(AnomalySeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Counts the breaches of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore sloppy;
        private final Tracked<String, SlidingCount> counts = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.sloppy = context.baseline().seen("mqtt.breach");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case AnomalySeen seen -> {
                    Connection connection = seen.connection();
                    if (connection != null) {
                        judge(seen, connection);
                    }
                }
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, TimePassed _ -> {}
            }
        }

        private void judge(AnomalySeen seen, Connection connection) {
            String code = seen.anomaly().code();
            if (seen.anomaly().protocol().equals("sparkplug")) {
                if (ORDER.contains(code)) {
                    long weight = code.equals(OTHER_SESSION)
                            ? (long) context.settings().value(SEQUENCE_BREACHES)
                            : 1;
                    count(SEQUENCE, seen, connection, weight);
                }
            } else if (seen.anomaly().protocol().equals(MqttFields.PROTOCOL)
                    && !OURS.contains(code)
                    && (seen.anomaly().malformed() || isNew(code, connection, seen.atNanos()))) {
                count(PROTOCOL, seen, connection, 1);
            }
        }

        private boolean isNew(String code, Connection connection, long atNanos) {
            Address client = connection.originator().address();
            key.start().part(client).part(connection.responder().address()).part(code);
            return context.isNew(sloppy, key, client, atNanos);
        }

        private void count(String type, AnomalySeen seen, Connection connection, long weight) {
            boolean order = type.equals(SEQUENCE);
            String place = connection.originator().address() + " to "
                    + connection.responder().address();
            long seconds = (long) context.settings().value(order ? SEQUENCE_SECONDS : PROTOCOL_SECONDS);
            long most = (long) context.settings().value(order ? SEQUENCE_BREACHES : PROTOCOL_BREACHES);
            SlidingCount count = counts.of(type + " " + place, fresh -> new SlidingCount(seconds * 1_000_000_000L));
            if (count.add(weight, seen.atNanos()) >= most) {
                raise(
                        type,
                        place,
                        seen,
                        connection,
                        "Fewer than " + most + " within " + Phrases.count(seconds, "second"));
            }
        }

        private void raise(String type, String place, AnomalySeen seen, Connection connection, String rule) {
            String what =
                    type.equals(SEQUENCE) ? " breaks of the order of messages" : " messages that break MQTT's rules";
            Finding finding = new Finding(
                    seen.atNanos(),
                    type,
                    place,
                    Who.of(connection).over(MqttFields.PROTOCOL),
                    () -> Story.rule(
                            rule + what + ".",
                            "On the way from " + place + ": " + seen.anomaly().code() + ", "
                                    + Phrases.quote(seen.detail()) + ".",
                            connection.midstream() ? 0.5 : 0.8));
            context.findings().raise(finding.noting(seen.anomaly().code()));
        }
    }
}
