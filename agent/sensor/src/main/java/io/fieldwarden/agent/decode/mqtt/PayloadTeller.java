package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;

/** Tells the values of payloads, each under {@code topic} or {@code topic#/json/pointer}. */
final class PayloadTeller implements PayloadDecoder.PayloadValues {
    private static final Values TRUE = new Values.Bits(new byte[] {1}, 1);
    private static final Values FALSE = new Values.Bits(new byte[] {0}, 1);

    private final Connection connection;
    private final DecodeContext context;
    private final MqttLimits limits;
    private MqttTopics.Topic topic = MqttTopics.Topic.NONE;
    private long atNanos;
    private int told;
    private int omitted;

    PayloadTeller(Connection connection, DecodeContext context, MqttLimits limits) {
        this.connection = connection;
        this.context = context;
        this.limits = limits;
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

    private void value(String path, Values values) {
        if (told >= limits.valuesMax()) {
            omitted++;
            return;
        }
        Points point = topic.point(told++, path);
        context.observations().observe(new ValueSeen(atNanos, connection, ValueSeen.Way.REPORTED, point, values));
    }
}
