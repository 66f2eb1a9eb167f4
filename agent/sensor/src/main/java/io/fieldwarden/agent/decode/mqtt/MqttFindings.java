package io.fieldwarden.agent.decode.mqtt;

/** Takes the rules found broken while a packet is read. */
@FunctionalInterface
interface MqttFindings {
    void found(MqttAnomaly anomaly, String detail);
}
