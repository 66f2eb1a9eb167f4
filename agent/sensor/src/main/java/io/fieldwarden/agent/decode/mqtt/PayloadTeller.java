package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;

/**
 * Tells the values of payloads, each under {@code topic} or {@code topic#/json/pointer}, and what else formats with names and
 * operations of their own say.
 */
final class PayloadTeller implements PayloadDecoder.PayloadValues {
    private static final Values TRUE = new Values.Bits(new byte[] {1}, 1);
    private static final Values FALSE = new Values.Bits(new byte[] {0}, 1);

    private final Connection connection;
    private final DecodeContext context;
    private final MqttLimits limits;
    private MqttTopics.Topic topic = MqttTopics.Topic.NONE;
    private long atNanos;
    private Direction from = Direction.FROM_RESPONDER;
    private boolean fromPublisher;
    private int told;
    private int findings;
    private int omitted;

    PayloadTeller(Connection connection, DecodeContext context, MqttLimits limits) {
        this.connection = connection;
        this.context = context;
        this.limits = limits;
    }

    /**
     * Says who sends the payloads that follow.
     *
     * @param publisher whether it is who published them, not a broker that passes them on
     */
    void sentBy(Direction sender, boolean publisher) {
        from = sender;
        fromPublisher = publisher;
    }

    /**
     * Tells the values of one payload through the first decoder that understands it.
     *
     * @return how many values were left out because of a limit
     */
    int tell(MqttTopics.Topic ofTopic, Window payload, long at) {
        topic = ofTopic;
        atNanos = at;
        told = 0;
        findings = 0;
        omitted = 0;
        for (PayloadDecoder decoder : context.payloads()) {
            if (decoder.decode(ofTopic.name(), payload, this)) {
                break;
            }
        }
        return omitted;
    }

    @Override
    public void number(String path, double number) {
        value(path, new Values.Numbers(new double[] {number}));
    }

    @Override
    public void text(String path, String text) {
        value(path, new Values.Texts(new String[] {text}));
    }

    @Override
    public void truth(String path, boolean truth) {
        value(path, truth ? TRUE : FALSE);
    }

    @Override
    public void omitted(int values) {
        omitted += values;
    }

    @Override
    public void point(PayloadDecoder.PointValue value) {
        if (isFull()) {
            return;
        }
        told++;
        context.observations()
                .observe(new ValueSeen(
                        atNanos,
                        connection,
                        value.way(),
                        value.points(),
                        value.values(),
                        value.quality(),
                        value.unit()));
    }

    @Override
    public void operation(Operation operation) {
        context.observations().observe(new OperationSeen(atNanos, connection, from, operation, Outcome.ONE_WAY));
    }

    @Override
    public boolean identity(String source, List<Attribute> facts) {
        if (!fromPublisher) {
            return false;
        }
        Endpoint publisher = connection.end(from);
        Asset asset = new Asset(publisher.address(), publisher.mac());
        context.observations().observe(new IdentitySeen(atNanos, connection, asset, source, facts));
        return true;
    }

    @Override
    public void anomaly(Anomaly anomaly, String detail) {
        if (findings++ < limits.findingsMax()) {
            context.observations().observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    @Override
    public long flow() {
        return connection.id() * 2 + (from == Direction.FROM_ORIGINATOR ? 0 : 1);
    }

    private boolean isFull() {
        boolean full = told >= limits.valuesMax();
        omitted += full ? 1 : 0;
        return full;
    }

    private void value(String path, Values values) {
        if (isFull()) {
            return;
        }
        Points point = topic.point(told++, path);
        context.observations().observe(new ValueSeen(atNanos, connection, ValueSeen.Way.REPORTED, point, values));
    }
}
