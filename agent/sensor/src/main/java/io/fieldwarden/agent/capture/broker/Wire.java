package io.fieldwarden.agent.capture.broker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a broker, plain or encrypted; closing it ends everything that reads from it. */
final class Wire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final BrokerTapConfig config;
    private final Optional<SSLContext> tls;
    private final Runnable steppedOver;
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private @Nullable Socket socket;
    private boolean closed;

    /** A connection that is not made yet. */
    Wire(BrokerTapConfig config, Optional<SSLContext> tls, Runnable steppedOver) {
        this.config = config;
        this.tls = tls;
        this.steppedOver = steppedOver;
    }

    /** Connects; a TLS handshake is complete when it returns. */
    void connect() throws IOException {
        Socket plain = new Socket();
        keep(plain);
        InetSocketAddress address = new InetSocketAddress(config.uri().getHost(), config.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(config.uri().getHost());
        }
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        plain.setSoTimeout(config.limits().connectMillis());
        plain.connect(address, config.limits().connectMillis());
        if (tls.isPresent()) {
            encrypt(plain, tls.get());
        }
        plain.setSoTimeout(0);
    }

    private void encrypt(Socket plain, SSLContext context) throws IOException {
        SSLSocket encrypted = (SSLSocket)
                context.getSocketFactory().createSocket(plain, config.uri().getHost(), config.port(), true);
        keep(encrypted);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (config.tls().verifyHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
    }

    private synchronized void keep(Socket newest) throws IOException {
        socket = newest;
        if (closed) {
            newest.close();
            throw new IOException("the connection was given up");
        }
    }

    private synchronized Socket socket() throws IOException {
        if (socket == null) {
            throw new IOException("not connected yet");
        }
        return socket;
    }

    /** What the broker sends. */
    InputStream input() throws IOException {
        return new PacketInput(
                socket().getInputStream(), mayRead, config.limits().packetBytesMax(), steppedOver);
    }

    /** What is sent to the broker. */
    OutputStream output() throws IOException {
        return new BufferedOutputStream(socket().getOutputStream()) {
            @Override
            public synchronized void flush() throws IOException {
                super.flush();
                mayRead.countDown();
            }
        };
    }

    /** Sends DISCONNECT, so that the broker knows we leave on purpose. */
    void sayGoodbye() {
        // MQTT 3.1.1 section 3.14; in MQTT 5 too, a length of 0 means normal disconnection
        final byte[] disconnect = {(byte) 0xE0, 0};
        try {
            OutputStream out = socket().getOutputStream();
            out.write(disconnect);
            out.flush();
        } catch (IOException e) {
            LOG.debug("Broker {} was gone before we said good-bye", config.name(), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        mayRead.countDown();
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing the connection to broker {} failed; it is not used any more", config.name(), e);
        }
    }
}
