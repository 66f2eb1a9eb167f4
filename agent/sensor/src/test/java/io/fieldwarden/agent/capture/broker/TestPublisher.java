package io.fieldwarden.agent.capture.broker;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Publishes to a test's broker, as the plant would. */
final class TestPublisher implements AutoCloseable {
    private final MqttClient client;

    TestPublisher(int port, String username, String password) throws MqttException {
        client = new MqttClient("tcp://127.0.0.1:" + port, "plant", new MemoryPersistence());
        client.setTimeToWait(20_000);
        MqttConnectOptions options = new MqttConnectOptions();
        if (!username.isEmpty()) {
            options.setUserName(username);
            options.setPassword(password.toCharArray());
        }
        options.setMaxInflight(1000);
        client.connect(options);
    }

    TestPublisher(int port) throws MqttException {
        this(port, "", "");
    }

    void publish(String topic, String payload, int qos, boolean retained) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained);
    }

    void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 1, false);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1000);
        client.close(true);
    }
}
