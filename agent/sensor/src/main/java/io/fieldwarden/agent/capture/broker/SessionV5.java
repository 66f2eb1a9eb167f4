package io.fieldwarden.agent.capture.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 5 through Paho. */
final class SessionV5 implements BrokerSession, MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(SessionV5.class);
    private static final int SUBSCRIPTION_REFUSED = 0x80;

    private final BrokerTapConfig config;
    private final Credentials credentials;
    private final WireFactory wires;
    private final Listener listener;
    private @Nullable MqttAsyncClient client;

    SessionV5(BrokerTapConfig config, Credentials credentials, WireFactory wires, Listener listener) {
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

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(Math.max(1, config.limits().connectMillis() / 1000));
        options.setSocketFactory(wires);
        options.setMaximumPacketSize((long) config.limits().packetBytesMax());
        options.setTopicAliasMaximum(0);
        options.setUseSubscriptionIdentifiers(false);
        config.username().ifPresent(options::setUserName);
        credentials.password().ifPresent(p -> options.setPassword(p.getBytes(StandardCharsets.UTF_8)));
        return options;
    }

    private List<String> subscribe(MqttAsyncClient opened) throws MqttException {
        MqttSubscription[] subscriptions = config.topicFilters().stream()
                .map(filter -> new MqttSubscription(filter, config.qos()))
                .toArray(MqttSubscription[]::new);
        IMqttToken token = opened.subscribe(subscriptions);
        token.waitForCompletion(config.limits().connectMillis());
        int[] reasons = token.getReasonCodes();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] >= SUBSCRIPTION_REFUSED) {
                refused.add(config.topicFilters().get(i));
            }
        }
        return refused;
    }

    @Override
    public boolean connected() {
        return client != null && client.isConnected();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        MqttException e = response.getException();
        int code = e != null && response.getReturnCode() == 0 ? e.getReasonCode() : response.getReturnCode();
        listener.lost(Refusals.text(code, e));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        listener.publication(topic, message.getPayload(), message.getQos(), message.isRetained());
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
        LOG.debug("Paho reports an error of the connection to broker {}", config.name(), e);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        throw new IllegalStateException("nothing is ever published, yet a delivery is reported");
    }

    @Override
    public void connectComplete(boolean reconnect, String uri) {
        LOG.debug("Connected to broker {}", config.name());
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        LOG.debug("Broker {} asks for extended authentication, which is not spoken", config.name());
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
