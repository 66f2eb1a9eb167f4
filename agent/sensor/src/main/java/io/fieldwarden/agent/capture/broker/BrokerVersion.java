package io.fieldwarden.agent.capture.broker;

/** The version of MQTT spoken with a broker. */
public enum BrokerVersion {
    V3_1_1,
    V5
}
