package io.fieldwarden.agent.capture.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.spi.NetworkModuleFactory;

/** Lets Paho's MQTT 3 client run over a {@link Wire}; found through {@link java.util.ServiceLoader}. */
public final class WireModulesV3 implements NetworkModuleFactory {
    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(WireFactory.SCHEME);
    }

    @Override
    public void validateURI(URI uri) {
        if (!WireFactory.ADDRESS.equals(uri.toString())) {
            throw new IllegalArgumentException("address is " + uri + "; expected " + WireFactory.ADDRESS);
        }
    }

    @Override
    public NetworkModule createNetworkModule(URI uri, MqttConnectOptions options, String clientId)
            throws MqttException {
        if (options.getSocketFactory() instanceof WireFactory factory) {
            return new Module(factory.wire());
        }
        throw new IllegalArgumentException("options carry " + options.getSocketFactory() + "; expected a WireFactory");
    }

    private record Module(Wire wire) implements NetworkModule {
        @Override
        public void start() throws IOException, MqttException {
            wire.connect();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return wire.input();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return wire.output();
        }

        @Override
        public void stop() {
            wire.close();
        }

        @Override
        public String getServerURI() {
            return WireFactory.ADDRESS;
        }
    }
}
