package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Topics, aliases and payloads of one connection: what a PUBLISH stands for. */
final class MqttPublishTeller {
    private final MqttLimits limits;
    private final MqttTopics topics;
    private final PayloadTeller payloads;
    private final Window payload = new Window();
    /** Made when the first alias comes. */
    private Map<Direction, Map<Integer, MqttTopics.Topic>> aliases = Map.of();

    private long allowedToOriginator = Long.MAX_VALUE;
    private long allowedToResponder = Long.MAX_VALUE;

    MqttPublishTeller(Connection connection, DecodeContext context, MqttDecoder.Lane lane) {
        this.limits = lane.limits();
        this.topics = lane.topics();
        this.payloads = new PayloadTeller(connection, context, limits);
    }

    /** Forgets what belongs to one network connection of a client (3.3.2.3.4): a new CONNECT starts anew. */
    void restart() {
        aliases = Map.of();
        allowedToOriginator = Long.MAX_VALUE;
        allowedToResponder = Long.MAX_VALUE;
    }

    /** Notes the highest alias that the receiver of {@code from}'s packets allows. */
    void allowAliases(Direction from, long most) {
        if (from == Direction.FROM_ORIGINATOR) {
            allowedToOriginator = most;
        } else {
            allowedToResponder = most;
        }
    }

    /**
     * The topic a PUBLISH is about.
     *
     * @param clientId of the client at this end of the connection, empty if it is not known
     * @param in over the packet, as it was read; told what is wrong with an alias
     * @return null if it has only an alias that nobody introduced
     */
    MqttTopics.@Nullable Topic topic(Publish publish, Direction from, MqttReader in, String clientId) {
        int alias = (int) publish.properties().number(MqttProperty.TOPIC_ALIAS, 0);
        if (alias == 0) {
            return topics.find(in.bytes(), publish.topicAt(), publish.topicLength(), clientId);
        }
        long allowed = from == Direction.FROM_ORIGINATOR ? allowedToOriginator : allowedToResponder;
        if (alias > allowed) {
            in.found(MqttAnomaly.TOPIC_ALIAS_TOO_LARGE, "topic alias " + alias + ", allowed are " + allowed);
        }
        if (aliases.isEmpty()) {
            aliases = new EnumMap<>(Direction.class);
        }
        Map<Integer, MqttTopics.Topic> known = aliases.computeIfAbsent(from, side -> new HashMap<>());
        if (publish.topicLength() == 0) {
            MqttTopics.Topic topic = known.get(alias);
            if (topic == null) {
                in.found(MqttAnomaly.TOPIC_ALIAS_UNKNOWN, "topic alias " + alias + " was not seen with a topic");
            }
            return topic;
        }
        MqttTopics.Topic topic = topics.find(in.bytes(), publish.topicAt(), publish.topicLength(), clientId);
        if (known.size() < limits.aliasesMax() || known.containsKey(alias)) {
            known.put(alias, topic);
        } else {
            in.found(MqttAnomaly.LIMIT_REACHED, "more than " + limits.aliasesMax() + " topic aliases");
        }
        return topic;
    }

    /** The operation of a PUBLISH, the same one as long as nothing about it changes. */
    Operation operation(Publish publish, MqttTopics.Topic topic, boolean fromClient, String clientId) {
        long key = key(publish, fromClient);
        if (key < 0 || !topic.isOf(clientId)) {
            return MqttOperations.publish(publish, topic, fromClient, clientId);
        }
        Operation kept = topic.operation(key);
        if (kept == null) {
            kept = MqttOperations.publish(publish, topic, fromClient, clientId);
            topic.keep(key, kept);
        }
        return kept;
    }

    /** What makes two PUBLISH of one topic the same operation; -1 if it has properties that may differ each time. */
    static long key(Publish publish, boolean fromClient) {
        if (!publish.properties().entries().isEmpty()) {
            return -1;
        }
        long flags = ((long) publish.qos() << 3)
                | (publish.retain() ? 4 : 0)
                | (publish.dup() ? 2 : 0)
                | (fromClient ? 1 : 0);
        return ((long) publish.payloadLength() << 8) | flags;
    }

    /** Says who sends the packets that follow, and whether that is the client. */
    void sentBy(Direction sender, boolean client) {
        payloads.sentBy(sender, client);
    }

    /** Tells the values of the payload; answers how many were left out. */
    int values(Publish publish, MqttTopics.Topic topic, Window body, long atNanos) {
        if (publish.payloadLength() == 0) {
            return 0;
        }
        return payloads.tell(topic, payload.over(body, publish.payloadAt(), publish.payloadLength()), atNanos);
    }
}
