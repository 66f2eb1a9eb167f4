package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** MQTT 3.1, 3.1.1 and 5.0 over TCP, on any port. */
public final class MqttDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "mqtt";

    /** Port registered for MQTT without TLS: a hint where the bytes alone say too little. */
    private static final int USUAL_PORT = 1883;

    private final MqttDecoder.Lane lane;

    /** As {@link java.util.ServiceLoader} makes it. */
    public MqttDecoder() {
        this(MqttLimits.DEFAULT);
    }

    public MqttDecoder(MqttLimits limits) {
        this.lane = new MqttDecoder.Lane(limits);
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (!MqttRecognition.canStart(first.u8(0))) {
            return Recognition.NO;
        }
        boolean usualPort = connection.responder().port() == USUAL_PORT
                || (connection.midstream() && connection.originator().port() == USUAL_PORT);
        return lane.recognition().judge(first, usualPort);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new MqttSession(connection, context, lane);
    }

    /**
     * What the connections of one thread share, so that one that is opened for a single message costs little.
     *
     * @param reader read with during one call only
     * @param recognition judges during one call only
     */
    record Lane(MqttLimits limits, MqttReader reader, MqttRecognition recognition, MqttTopics topics) {
        Lane(MqttLimits limits) {
            this(limits, new MqttReader(limits), new MqttRecognition(limits), new MqttTopics(limits));
        }
    }
}
