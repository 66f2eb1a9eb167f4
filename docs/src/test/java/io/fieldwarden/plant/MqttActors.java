package io.fieldwarden.plant;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Sensors, a dashboard and others around the broker, on Eclipse Paho. */
final class MqttActors {
    private MqttActors() {}

    /** Publishes a temperature each second. */
    static void sensor(String broker, String clientId, String topic) throws Exception {
        MqttClient client = connect(broker, clientId, new MqttConnectOptions());
        for (int step = 0; ; step++) {
            String json = String.format(
                    Locale.ROOT, "{\"value\":%.1f,\"unit\":\"C\",\"seq\":%d}", 71 + 3 * Math.sin(step / 9.0), step);
            client.publish(topic, json.getBytes(StandardCharsets.UTF_8), 0, false);
            Thread.sleep(1000);
        }
    }

    /** Watches one topic filter. */
    static void dashboard(String broker, String filter) throws Exception {
        MqttClient client = connect(broker, "dashboard-1", new MqttConnectOptions());
        client.subscribe(filter, 0);
        Thread.sleep(Long.MAX_VALUE);
    }

    /** One visit: connects, does the named thing, leaves. */
    static void act(String broker, String clientId, String[] arguments) throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        switch (arguments[0]) {
            case "subscribe" -> {
                MqttClient client = connect(broker, clientId, options);
                client.subscribe(arguments[1], 1);
                Thread.sleep(3000);
                client.disconnect();
            }
            case "publish" -> {
                MqttClient client = connect(broker, clientId, options);
                client.publish(arguments[1], arguments[2].getBytes(StandardCharsets.UTF_8), 1, false);
                Thread.sleep(300);
                client.disconnect();
            }
            case "connect" -> {
                MqttClient client = connect(broker, clientId, options);
                Thread.sleep(300);
                client.disconnect();
            }
            case "login" -> login(broker, clientId, arguments);
            default -> throw new IllegalArgumentException("unknown action " + arguments[0]);
        }
    }

    private static void login(String broker, String clientId, String[] arguments) throws InterruptedException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(arguments[1]);
        options.setPassword(arguments[2].toCharArray());
        for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
            try (MqttClient client = new MqttClient(broker, clientId, new MemoryPersistence())) {
                client.connect(options);
                client.disconnect();
            } catch (MqttException refused) {
                System.out.println("refused: " + refused.getReasonCode());
            }
            Thread.sleep(200);
        }
    }

    private static MqttClient connect(String broker, String clientId, MqttConnectOptions options) throws Exception {
        options.setConnectionTimeout(5);
        for (int attempt = 0; ; attempt++) {
            MqttClient client = new MqttClient(broker, clientId, new MemoryPersistence());
            try {
                client.connect(options);
                return client;
            } catch (MqttException notYet) {
                client.close();
                if (attempt == 20) {
                    throw notYet;
                }
                Thread.sleep(500);
            }
        }
    }
}
