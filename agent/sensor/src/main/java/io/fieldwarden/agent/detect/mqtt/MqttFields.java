package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Points;
import java.util.List;

/** Reads what MQTT operations say; names of fields as Wireshark and Zeek write them. */
final class MqttFields {
    static final String PROTOCOL = "mqtt";

    private MqttFields() {}

    static boolean isConnect(Operation operation) {
        return is(operation, "connect");
    }

    static boolean isSubscribe(Operation operation) {
        return is(operation, "subscribe");
    }

    static boolean isPublish(Operation operation) {
        return is(operation, "publish");
    }

    /** Topic of a PUBLISH, filter of a SUBSCRIBE. */
    static String topic(Operation operation) {
        String topic = text(operation, "topic");
        Points points = operation.points();
        return topic.isEmpty() && points != null ? points.space() : topic;
    }

    static String clientId(Operation operation) {
        return text(operation, "client_id");
    }

    /** A digest of the user name; the name itself is never told. */
    static String userDigest(Operation operation) {
        return text(operation, "username_hash");
    }

    /** Whether the login itself was seen, not only its answer. */
    static boolean clientTold(Operation operation) {
        return !text(operation, "has_username").isEmpty();
    }

    static boolean hasUser(Operation operation) {
        return text(operation, "has_username").equals("true");
    }

    static boolean hasPassword(Operation operation) {
        return text(operation, "has_password").equals("true");
    }

    /** Whether a PUBLISH came from a client, as opposed to the broker handing it on. */
    static boolean fromClient(OperationSeen seen) {
        String told = text(seen.operation(), "from_client");
        return told.isEmpty() ? seen.from() == Direction.FROM_ORIGINATOR : told.equals("true");
    }

    /** By index, so that nothing is allocated per message. */
    private static String text(Operation operation, String name) {
        List<Attribute> attributes = operation.attributes();
        for (int index = 0; index < attributes.size(); index++) {
            Attribute attribute = attributes.get(index);
            if (attribute.name().equals(name)) {
                return attribute.value();
            }
        }
        return "";
    }

    private static boolean is(Operation operation, String name) {
        return operation.name().equals(name) && operation.protocol().equals(PROTOCOL);
    }
}
