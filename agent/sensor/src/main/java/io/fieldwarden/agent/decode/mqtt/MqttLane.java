package io.fieldwarden.agent.decode.mqtt;

/**
 * What the connections of one thread share, so that one that is opened for a single message costs little.
 *
 * @param reader read with during one call only
 * @param recognition judges during one call only
 */
record MqttLane(MqttLimits limits, MqttReader reader, MqttRecognition recognition, MqttTopics topics) {
    MqttLane(MqttLimits limits) {
        this(limits, new MqttReader(limits), new MqttRecognition(limits), new MqttTopics(limits));
    }
}
