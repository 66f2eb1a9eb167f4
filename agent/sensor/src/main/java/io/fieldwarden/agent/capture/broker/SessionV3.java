package io.fieldwarden.agent.capture.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 3.1.1 through Paho. */
final class SessionV3 implements BrokerSession, MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(SessionV3.class);
    private static final int SUBSCRIPTION_REFUSED = 0x80;

    private final BrokerTapConfig config;
    private final Credentials credentials;
    private final WireFactory wires;
    private final Listener listener;
    private @Nullable MqttAsyncClient client;

    SessionV3(BrokerTapConfig config, Credentials credentials, WireFactory wires, Listener listener) {
        this.config = config;
        this.credentials = credentials;
        this.wires = wires;
        this.listener = listener;
    }

    @Override
    public List<String> open() throws BrokerException {
        try {
            MqttAsyncClient opened =
                    new MqttAsyncClient(WireFactory.ADDRESS, credentials.clientId(), new MemoryPersistence());
            client = opened;
            opened.setCallback(this);
            opened.connect(options()).waitForCompletion(config.limits().connectMillis());
            return subscribe(opened);
        } catch (MqttException e) {
            throw new BrokerException(Refusals.text(e.getReasonCode(), e.getCause()), e);
        }
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(Math.max(1, config.limits().connectMillis() / 1000));
        options.setSocketFactory(wires);
        config.username().ifPresent(options::setUserName);
        credentials.password().ifPresent(p -> options.setPassword(p.toCharArray()));
        return options;
    }

    private List<String> subscribe(MqttAsyncClient opened) throws MqttException {
        String[] filters = config.topicFilters().toArray(String[]::new);
        int[] qos = new int[filters.length];
        Arrays.fill(qos, config.qos());
        IMqttToken token = opened.subscribe(filters, qos);
        token.waitForCompletion(config.limits().connectMillis());
        int[] granted = token.getGrantedQos();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < granted.length; i++) {
            if (granted[i] >= SUBSCRIPTION_REFUSED) {
                refused.add(filters[i]);
            }
        }
        return refused;
    }

    @Override
    public boolean connected() {
        return client != null && client.isConnected();
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
        int code = cause instanceof MqttException e ? e.getReasonCode() : 0;
        listener.lost(Refusals.text(code, cause));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        listener.publication(topic, message.getPayload(), message.getQos(), message.isRetained());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        throw new IllegalStateException("nothing is ever published, yet a delivery is reported");
    }

    @Override
    public void close() {
        if (client == null) {
            return;
        }
        if (client.isConnected()) {
            wires.wire().sayGoodbye();
        }
        try {
            wires.wire().breakOff();
            // Never disconnect(): with close() it can leave three threads behind (paho.mqtt.java 1093). And never let
            // Paho send the DISCONNECT here: it then waits for an answer, which that packet does not have.
            client.disconnectForcibly(0, 1, false);
            client.close(true);
        } catch (MqttException | RuntimeException e) {
            LOG.debug("Paho did not close the client of broker {} cleanly", config.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wires.wire().close();
        }
    }
}
