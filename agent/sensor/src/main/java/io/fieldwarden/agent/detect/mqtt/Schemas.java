package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a topic carry a field they never did, or carry one as another kind: a number where there was text, a value
 * where there was a tree. Topics are known by their shape, and so are fields, so that ids and lists are no news.
 */
public final class Schemas implements Detector {
    private static final String TYPE = "mqtt.schema-drift";
    /** Messages that must have been learned of a topic before its fields are known. */
    private static final Threshold SAMPLES = new Threshold(TYPE, "learned-samples", 100);

    @Override
    public String name() {
        return "mqtt-schemas";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SAMPLES);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ValueSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows the fields of one lane's topics. */
    private static final class Session implements DetectorSession {
        private static final int SLOTS = 8192;

        private final DetectContext context;
        private final SeenBefore fields;
        private final Measures topics;
        private final double samples;
        private final ShapeMemo shapes = new ShapeMemo(Shapes::ofTopic);
        private final KeyText key = new KeyText();
        /** Fields lately found normal: decoders keep one name per field, so that one look suffices. */
        private final @Nullable Points[] known = new @Nullable Points[SLOTS];

        private final @Nullable String[] kinds = new @Nullable String[SLOTS];

        Session(DetectContext context) {
            this.context = context;
            this.fields = context.baseline().seen("mqtt.field");
            this.topics = StaleSession.topics(context.baseline());
            this.samples = context.settings().value(SAMPLES);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ValueSeen seen -> {
                    if (seen.points().isNamed() && seen.connection().protocol().equals(MqttFields.PROTOCOL)) {
                        field(seen, kind(seen.values()));
                    }
                }
                case OperationSeen _, ConnectionSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private static String kind(Values values) {
            return switch (values) {
                case Values.Texts _ -> "text";
                case Values.Bits _ -> "truth value";
                default -> "number";
            };
        }

        @SuppressWarnings("ReferenceEquality") // a memo: another object of the same name only costs a second look
        private void field(ValueSeen seen, String kind) {
            Points points = seen.points();
            int hash = points.space().hashCode() * 0x9E37_79B9;
            int slot = (hash >>> 16) & (SLOTS - 1);
            boolean lately = known[slot] == points && kind.equals(kinds[slot]);
            // what a suspect sends is neither new nor learned while learning: it must be asked about again
            if (!lately && !isNew(seen, kind) && fields.find(key) != null) {
                known[slot] = points;
                kinds[slot] = kind;
            }
        }

        private boolean isNew(ValueSeen seen, String kind) {
            String name = seen.points().space();
            int hash = name.indexOf('#');
            if (hash < 0) {
                return false; // not a field of a payload with fields
            }
            Connection connection = seen.connection();
            Endpoint broker = connection.responder();
            String topic = shapes.of(name.substring(0, hash));
            String path = Shapes.ofTopic(name.substring(hash + 1));
            key.start().part(broker.address()).part(topic).part(path).part(kind);
            if (!context.isNew(fields, key, connection.originator().address(), seen.atNanos())) {
                return false;
            }
            Measure learned = topics.find(
                    key.start().part(broker.address()).part(broker.port()).part(topic));
            if (learned != null && StaleSession.messages(learned) >= samples) {
                raise(seen, broker, topic, path, kind);
            }
            return true;
        }

        private void raise(ValueSeen seen, Endpoint broker, String topic, String path, String kind) {
            Connection connection = seen.connection();
            String field = path.isEmpty() ? "the whole payload" : "field " + Phrases.quote(path);
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    broker.address() + " " + Phrases.quote(topic),
                    Who.of(connection).over(MqttFields.PROTOCOL),
                    () -> Story.unlearned(
                            Phrases.learned(
                                    fields,
                                    "Learned fields of " + Phrases.quote(topic),
                                    "message",
                                    new KeyPattern().part(broker.address()).part(topic),
                                    Session::text),
                            "Messages on " + Phrases.quote(topic) + " of broker " + broker.address() + " carry " + field
                                    + " as " + kind + ", which they never did.",
                            0.8));
            context.findings().raise(finding.noting(Phrases.quote(path) + " " + kind));
        }

        private static String text(Entry entry) {
            String[] parts = entry.parts();
            return Phrases.quote(parts[2]) + " " + parts[3];
        }
    }
}
