package io.fieldwarden.agent.capture.broker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a broker, plain or encrypted; closing it ends everything that reads from it. */
final class Wire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final int VERDICT_MILLIS = 250;
    private static final int SETTLE_MILLIS = 3000;

    private final BrokerTapConfig config;
    private final Optional<SSLContext> tls;
    private final Runnable steppedOver;
    /** Opened by the first write: Paho writes when all its threads run, and none may end before that. */
    private final CountDownLatch mayRead = new CountDownLatch(1);
    /** Opened when connecting has failed or the first write was tried: from then on Paho can be closed. */
    private final CountDownLatch settled = new CountDownLatch(1);

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
        try {
            make();
        } catch (IOException | RuntimeException e) {
            settled.countDown();
            throw e;
        }
    }

    private void make() throws IOException {
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
        if ("TLSv1.3".equals(encrypted.getSession().getProtocol())) {
            awaitVerdict(encrypted);
        }
    }

    /**
     * In TLS 1.3 the handshake is over for us before the broker has looked at our certificate (RFC 8446 section 4.4). Its
     * refusal comes at once; read here it says why, read later it is only a broken pipe.
     */
    private static void awaitVerdict(SSLSocket encrypted) throws IOException {
        encrypted.setSoTimeout(VERDICT_MILLIS);
        try {
            int unexpected = encrypted.getInputStream().read();
            throw new IOException(unexpected < 0 ? "closed the connection" : "spoke before it was spoken to");
        } catch (SocketTimeoutException e) {
            LOG.trace("The broker has not refused us", e);
        }
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
                try {
                    super.flush();
                } finally {
                    mayRead.countDown();
                    settled.countDown();
                }
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

    /**
     * Breaks the connection and waits until Paho has noticed, so that it can be closed: while its threads are starting,
     * closing would leave one of them waiting for ever.
     */
    void breakOff() throws InterruptedException {
        closeSocket();
        if (!settled.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("The client of broker {} does not come to an end of starting", config.name());
        }
    }

    private synchronized void closeSocket() {
        closed = true;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing the connection to broker {} failed; it is not used any more", config.name(), e);
        }
    }

    @Override
    public void close() {
        closeSocket();
        mayRead.countDown();
    }
}
