package io.fieldwarden.demo;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live MQTT broker on the loopback address with one sensor, for the agent to tap. */
final class LiveBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBroker.class);

    private final Server broker = new Server();
    private final ScheduledExecutorService sensor = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("sensor").unstarted(task));
    private final MqttClient client;
    private int step;

    LiveBroker(int port) throws IOException, MqttException {
        Properties properties = new Properties();
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        broker.startServer(new MemoryConfig(properties));
        client = new MqttClient("tcp://127.0.0.1:" + port, "press3-temperature", new MemoryPersistence());
        client.connect();
        Future<?> publishing = sensor.scheduleAtFixedRate(this::publish, 0, 1, TimeUnit.SECONDS);
        LOG.debug("publishing: {}", publishing);
    }

    private void publish() {
        String json = String.format(
                Locale.ROOT, "{\"value\":%.1f,\"unit\":\"C\",\"seq\":%d}", 64 + 2 * Math.sin(step / 9.0), step++);
        try {
            client.publish("plant/line2/press3/temperature", json.getBytes(StandardCharsets.UTF_8), 0, false);
        } catch (MqttException e) {
            LOG.warn("the live sensor could not publish: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        sensor.shutdownNow();
        try {
            client.disconnectForcibly(0, 500);
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("closing the live sensor: {}", e.getMessage());
        }
        broker.stopServer();
    }
}
