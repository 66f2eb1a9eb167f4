package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Baseline;
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
import io.fieldwarden.agent.detect.mqtt.Listening.Pulse;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the topics of one lane's brokers. Topics are followed by their shape, so that ids that come and go are no
 * silence.
 */
final class StaleSession implements DetectorSession {
    private static final int MESSAGES = 0;
    private static final int LONGEST = 1;
    /** Ticks come every second; longer is a hole in a file or a sleeping machine, in which nobody was listened to. */
    private static final long HOLE_NANOS = 5_000_000_000L;
    /** Somebody was heard so lately: the way to the broker is watched. */
    private static final double BUSY_SECONDS = 2;

    private final DetectContext context;
    private final Measures profile;
    private final Map<Endpoint, Listening> byBroker = new HashMap<>();
    private final List<Listening> brokers = new ArrayList<>();
    private final ShapeMemo shapes = new ShapeMemo(Shapes::ofTopic);
    private final KeyText key = new KeyText();
    private int followed;
    private long tickNanos;

    StaleSession(DetectContext context) {
        this.context = context;
        this.profile = topics(context.baseline());
    }

    /** What is known of topics by their shape: how many messages were learned, and their longest pause. */
    static Measures topics(Baseline baseline) {
        return baseline.measures("mqtt.pause", "messages", "longest-seconds");
    }

    static double messages(Measure ofTopic) {
        return ofTopic.get(MESSAGES);
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                boolean tapped = seen.connection().transport() == Transport.BROKER;
                if (MqttFields.isPublish(seen.operation()) && (tapped || MqttFields.fromClient(seen))) {
                    Endpoint broker = tapped
                            ? seen.connection().responder()
                            : seen.connection().end(seen.from().opposite());
                    heard(seen, broker);
                }
            }
            case TimePassed passed -> tick(passed.atNanos());
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
        }
    }

    private void heard(OperationSeen seen, Endpoint broker) {
        String topic = MqttFields.topic(seen.operation());
        Pulse pulse = topic.isEmpty() ? null : pulse(shapes.of(topic), broker, seen);
        if (pulse == null) {
            return;
        }
        double pause = pulse.silentSeconds(seen.atNanos());
        pulse.heardNanos = Math.max(pulse.heardNanos, seen.atNanos());
        pulse.publisher = seen.connection().end(seen.from());
        pulse.told = false;
        Measure usual = pulse.usual;
        if (usual != null && context.baseline().learning().on()) {
            usual.set(MESSAGES, usual.get(MESSAGES) + 1);
            usual.set(LONGEST, Math.max(usual.get(LONGEST), pause));
        }
    }

    private @Nullable Pulse pulse(String topic, Endpoint broker, OperationSeen seen) {
        Listening listening = byBroker.get(broker);
        Pulse known = listening == null ? null : listening.find(topic);
        if (known != null || followed >= DetectLimits.DEFAULT.trackedMax()) {
            return known;
        }
        if (listening == null) {
            listening = new Listening(broker);
            byBroker.put(broker, listening);
            brokers.add(listening);
        }
        followed++;
        key.start().part(broker.address()).part(broker.port()).part(topic);
        boolean learning = context.baseline().learning().on();
        Measure usual = learning ? profile.learn(key, seen.atNanos()) : profile.find(key);
        Pulse fresh = new Pulse(topic, usual, seen.connection().end(seen.from()), seen.atNanos());
        listening.follow(fresh);
        return fresh;
    }

    private void tick(long atNanos) {
        long passed = atNanos - tickNanos;
        tickNanos = atNanos;
        if (passed > HOLE_NANOS || passed < 0) {
            brokers.forEach(each -> each.all.forEach(pulse -> pulse.heardNanos = atNanos));
        } else if (!context.baseline().learning().on() && profile.judges()) {
            for (int index = 0; index < brokers.size(); index++) { // by index: every second
                judge(brokers.get(index), atNanos);
            }
        }
    }

    private void judge(Listening listening, long atNanos) {
        int steady = 0;
        int silent = 0;
        boolean untold = false;
        boolean busy = false;
        for (int index = 0; index < listening.all.size(); index++) { // by index: every second
            Pulse pulse = listening.all.get(index);
            busy |= pulse.silentSeconds(atNanos) < BUSY_SECONDS;
            if (most(pulse, listening.broker.address()) < Listening.NEVER) {
                steady++;
                boolean stale = isStale(pulse, atNanos);
                silent += stale ? 1 : 0;
                untold |= stale && !pulse.told;
            }
        }
        // when most are silent, the sensor does not hear them, or the broker is down
        if (untold && busy && silent <= Math.max(1, steady / 2)) {
            tell(listening, atNanos);
        }
    }

    private static boolean isStale(Pulse pulse, long atNanos) {
        return pulse.silentSeconds(atNanos) > pulse.mostSeconds;
    }

    private void tell(Listening listening, long atNanos) {
        for (Pulse pulse : listening.all) {
            Measure usual = pulse.usual;
            if (usual != null && !pulse.told && isStale(pulse, atNanos)) {
                pulse.told = true; // one silence is one sighting, however long
                raise(listening.broker, pulse, usual, atNanos);
            }
        }
    }

    /** How long a topic may be silent: worked out once, when learning is over. */
    private double most(Pulse pulse, Address broker) {
        if (Double.isNaN(pulse.mostSeconds)) {
            pulse.mostSeconds = pulse.usual == null ? Listening.NEVER : most(pulse.usual, broker);
        }
        return pulse.mostSeconds;
    }

    private double most(Measure usual, Address broker) {
        double longest = usual.get(LONGEST);
        boolean steady = usual.get(MESSAGES) >= context.settings().value(Stale.SAMPLES, broker)
                && longest <= context.settings().value(Stale.STEADY, broker);
        return steady
                ? Math.max(
                        context.settings().value(Stale.SECONDS, broker),
                        longest * context.settings().value(Stale.FACTOR, broker))
                : Listening.NEVER;
    }

    private void raise(Endpoint broker, Pulse pulse, Measure usual, long atNanos) {
        String topic = Phrases.quote(pulse.topic);
        String since = Phrases.second(pulse.heardNanos);
        Expectation expected = new Expectation(
                "A message on topic " + topic + " came at least every "
                        + Phrases.count((long) Math.ceil(usual.get(LONGEST)), "second") + "; none within "
                        + Phrases.count((long) pulse.mostSeconds, "second") + " is too long.",
                List.of(),
                (long) usual.get(MESSAGES),
                Phrases.instant(usual.firstNanos()));
        Finding finding = new Finding(
                atNanos,
                Stale.TYPE,
                broker.address() + " " + topic,
                new Who(pulse.publisher, broker, MqttFields.PROTOCOL, 0),
                () -> Story.unlearned(
                        expected,
                        "No message on topic " + topic + " of broker " + broker.address() + " since " + since
                                + ", while others came.",
                        0.8));
        context.findings().raise(finding.noting("silent from " + since));
    }
}
