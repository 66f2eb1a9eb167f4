package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.capture.Publication;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.nio.charset.StandardCharsets;

/** Turns what a broker hands to a subscriber into the observations its wire would have given. One per broker. */
public final class PublicationDecoder {
    private final Connection connection;
    private final DecodeContext context;
    private final MqttLimits limits;
    private final MqttTopics topics;
    private final PayloadTeller payloads;
    private final Window name = new Window();
    private final Window payload = new Window();

    /**
     * @param connection {@link io.fieldwarden.agent.observation.Transport#BROKER}, the broker as its responder
     */
    public PublicationDecoder(Connection connection, DecodeContext context, MqttLimits limits) {
        this.connection = connection;
        this.context = context;
        this.limits = limits;
        this.topics = new MqttTopics(limits);
        this.payloads = new PayloadTeller(connection, context, limits);
        connection.recognised(MqttDecoder.PROTOCOL);
    }

    /** Tells the publication and the values of its payload. */
    public void decode(Publication publication) {
        byte[] utf8 = publication.topic().getBytes(StandardCharsets.UTF_8);
        MqttTopics.Topic topic = topics.find(name.over(utf8), 0, utf8.length, "");
        int length = publication.payload().length;
        context.observations()
                .observe(new OperationSeen(
                        publication.atNanos(),
                        connection,
                        Direction.FROM_RESPONDER,
                        operation(publication, topic, length),
                        Outcome.ONE_WAY));
        if (length > limits.packetBytesMax()) {
            anomaly(publication, "payload of " + length + " bytes was not read, limit " + limits.packetBytesMax());
            return;
        }
        int omitted = payloads.tell(topic, payload.over(publication.payload()), publication.atNanos());
        if (omitted > 0) {
            anomaly(publication, omitted + " values of " + topic.name() + " beyond the limits are not told");
        }
    }

    private void anomaly(Publication publication, String detail) {
        MqttAnomaly anomaly = publication.payload().length > limits.packetBytesMax()
                ? MqttAnomaly.TOO_LARGE
                : MqttAnomaly.LIMIT_REACHED;
        context.observations().observe(new AnomalySeen(publication.atNanos(), connection, anomaly, detail));
    }

    private static Operation operation(Publication publication, MqttTopics.Topic topic, int length) {
        Publish publish =
                new Publish(false, publication.qos(), publication.retained(), 0, 0, 0, 0, length, MqttProperties.NONE);
        long key = MqttPublishTeller.key(publish, false);
        Operation kept = topic.operation(key);
        if (kept == null) {
            kept = MqttOperations.publish(publish, topic, false, "");
            topic.keep(key, kept);
        }
        return kept;
    }
}
