package io.fieldwarden.agent.capture.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Carries our {@link Wire} through Paho's options to the network modules that Paho asks for: the one place where its own
 * sockets can be replaced.
 */
final class WireFactory extends SocketFactory {
    /** Scheme of the address given to Paho, which makes it choose our network modules. */
    static final String SCHEME = "fieldwarden";

    static final String ADDRESS = SCHEME + "://broker";

    private final Wire wire;

    WireFactory(BrokerTapConfig config, Optional<SSLContext> tls, Runnable steppedOver) {
        wire = new Wire(config, tls, steppedOver);
    }

    Wire wire() {
        return wire;
    }

    private static IOException unused() {
        return new IOException("connections to brokers are made by Wire");
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unused();
    }
}
