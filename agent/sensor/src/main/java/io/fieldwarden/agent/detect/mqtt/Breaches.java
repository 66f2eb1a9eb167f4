package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
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
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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

    /** How often which pair of stations broke one kind of rules. */
    private static final class Count {
        final String type;
        final long most;
        final long seconds;
        final Tracked<Pair, SlidingCount> byPair = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        final Function<Pair, SlidingCount> fresh;

        Count(String type, double most, double seconds) {
            this.type = type;
            this.most = (long) most;
            this.seconds = (long) seconds;
            this.fresh = pair -> new SlidingCount((long) (seconds * 1e9));
        }
    }

    /** Counts the breaches of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore sloppy;
        private final Count protocol;
        private final Count sequence;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.sloppy = context.baseline().seen("mqtt.breach");
            DetectSettings settings = context.settings();
            this.protocol = new Count(PROTOCOL, settings.value(PROTOCOL_BREACHES), settings.value(PROTOCOL_SECONDS));
            this.sequence = new Count(SEQUENCE, settings.value(SEQUENCE_BREACHES), settings.value(SEQUENCE_SECONDS));
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
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(AnomalySeen seen, Connection connection) {
            String code = seen.anomaly().code();
            if (seen.anomaly().protocol().equals("sparkplug")) {
                if (ORDER.contains(code)) {
                    long weight = code.equals(OTHER_SESSION)
                            ? (long) context.settings().value(SEQUENCE_BREACHES)
                            : 1;
                    count(sequence, seen, connection, weight);
                }
            } else if (seen.anomaly().protocol().equals(MqttFields.PROTOCOL)
                    && !OURS.contains(code)
                    && (seen.anomaly().malformed() || isNew(code, connection, seen.atNanos()))) {
                count(protocol, seen, connection, 1);
            }
        }

        private boolean isNew(String code, Connection connection, long atNanos) {
            Address client = connection.originator().address();
            key.start().part(client).part(connection.responder().address()).part(code);
            return context.isNew(sloppy, key, client, atNanos);
        }

        private void count(Count count, AnomalySeen seen, Connection connection, long weight) {
            Pair pair = new Pair(
                    connection.originator().address(), connection.responder().address());
            SlidingCount counted = count.byPair.of(pair, count.fresh);
            if (counted.add(weight, seen.atNanos()) >= count.most) {
                raise(count, pair, seen, connection);
            }
        }

        private void raise(Count count, Pair pair, AnomalySeen seen, Connection connection) {
            String place = pair.from() + " to " + pair.to();
            String rule = "Fewer than " + count.most + " within " + Phrases.count(count.seconds, "second");
            String what = count == sequence ? " breaks of the order of messages" : " messages that break MQTT's rules";
            Finding finding = new Finding(
                    seen.atNanos(),
                    count.type,
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
