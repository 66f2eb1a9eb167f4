package io.fieldwarden.agent.capture.broker;

import io.fieldwarden.agent.capture.Publication;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one MQTT broker as a subscriber: for brokers whose wire is encrypted. Connects on a thread of its own, again
 * and again with growing pauses, and keeps what comes until the lane drains it. It publishes nothing, not even a will.
 */
public final class BrokerTap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerTap.class);
    private static final int LOOK_MILLIS = 100;
    private static final int REASON_MILLIS = 1000;
    private static final int CLOSE_MILLIS = 5000;

    private final int index;
    private final BrokerTapConfig config;
    private final Optional<SSLContext> tls;
    private final PublicationQueue queue;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean connected;
    private volatile String problem = "";
    private volatile long connections;

    /**
     * Makes a tap that {@link #start} starts.
     *
     * @param index of the broker within the configuration, given to each {@link Publication}
     * @throws IOException if a certificate, key or password file cannot be used; the message names it
     */
    public BrokerTap(int index, BrokerTapConfig config) throws IOException {
        this.index = index;
        this.config = config;
        tls = config.encrypted() ? Optional.of(TlsFiles.context(config.tls())) : Optional.empty();
        // What cannot be read now stops the start; later it may change between two attempts.
        Credentials.read(config);
        queue = new PublicationQueue(config.limits());
        thread = Thread.ofPlatform().name("broker-" + config.name()).daemon().unstarted(this::run);
    }

    /** Starts connecting. */
    public void start() {
        thread.start();
    }

    public String name() {
        return config.name();
    }

    /** How it is doing; any thread may ask. */
    public BrokerState state() {
        return new BrokerState(connected, problem, connections, queue.received(), queue.dropped());
    }

    /**
     * Hands over publications that have come, without waiting; for the lane's thread.
     *
     * @return how many, at most {@code budget}
     */
    public int drain(Consumer<Publication> taker, int budget) {
        return queue.drain(taker, budget);
    }

    private void run() {
        int failures = 0;
        while (!stopped(0)) {
            long before = connections;
            String why = attempt();
            failures = connections > before ? 1 : failures + 1;
            if (stopped(0)) {
                return;
            }
            long pause = pause(failures);
            tell(why, pause);
            if (stopped(pause)) {
                return;
            }
        }
    }

    /** One connection from its making to its end; answers why it ended. */
    private String attempt() {
        Ear ear = new Ear();
        BrokerSession session;
        try {
            session = session(ear);
        } catch (IOException e) {
            return "cannot be used: " + e.getMessage();
        }
        try {
            List<String> refused = session.open();
            connected = true;
            connections++;
            problem = refused.isEmpty() ? "" : "refuses the topic filters " + refused;
            LOG.info("Broker {} ({}): connected and subscribed to {}", name(), config.uri(), config.topicFilters());
            if (!refused.isEmpty()) {
                LOG.warn("Broker {} ({}) {}; ask for read access to them", name(), config.uri(), problem);
            }
            return ear.awaitEnd(session);
        } catch (BrokerException e) {
            LOG.debug("Connecting to broker {} failed", name(), e);
            return String.valueOf(e.getMessage());
        } finally {
            connected = false;
            close(session);
        }
    }

    private BrokerSession session(Ear ear) throws IOException {
        Credentials credentials = Credentials.read(config);
        WireFactory wires = new WireFactory(config, tls, queue::stepOver);
        return switch (config.version()) {
            case V3_1_1 -> new SessionV3(config, credentials, wires, ear);
            case V5 -> new SessionV5(config, credentials, wires, ear);
        };
    }

    /** Closes on a thread of its own: a client that hangs in closing must not keep us from connecting again. */
    private void close(BrokerSession session) {
        Thread closing =
                Thread.ofPlatform().name("broker-" + name() + "-close").daemon().start(session::close);
        try {
            closing.join(CLOSE_MILLIS);
            if (closing.isAlive()) {
                LOG.warn("Broker {}: the old connection does not close; it is left behind", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Warns when the reason is a new one, so that a broker that is down for a week does not fill the log. */
    private void tell(String why, long pause) {
        if (why.equals(problem)) {
            LOG.debug("Broker {} still {}; next attempt in {} ms", name(), why, pause);
        } else {
            problem = why;
            LOG.warn(
                    "Broker {} ({}) {}; next attempt in {} ms, then again and again", name(), config.uri(), why, pause);
        }
    }

    /** Milliseconds to wait after so many failures in a row: doubled each time, and spread by a quarter either way. */
    private long pause(int failures) {
        BrokerLimits limits = config.limits();
        long doubled = (long) limits.backoffMinMillis() << Math.min(failures - 1, 20);
        long pause = Math.min(limits.backoffMaxMillis(), doubled);
        return pause * ThreadLocalRandom.current().nextLong(75, 126) / 100;
    }

    /** Waits; true if the tap is to stop. */
    private boolean stopped(long millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops listening, saying good-bye to the broker; what has come can still be drained. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(2L * CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears one connection. */
    private final class Ear implements BrokerSession.Listener {
        private static final String UNNOTICED = "closed the connection";

        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile String why = UNNOTICED;

        @Override
        public void publication(String topic, byte[] payload, int qos, boolean retained) {
            long nanos = System.currentTimeMillis() * 1_000_000L;
            queue.offer(new Publication(index, nanos, topic, payload, qos, retained));
        }

        @Override
        public void lost(String reason) {
            why = reason;
            ended.countDown();
        }

        /** Waits until the connection is lost, which Paho does not always tell (paho.mqtt.java 461), or we are to stop. */
        String awaitEnd(BrokerSession session) {
            while (session.connected() && ended.getCount() > 0) {
                if (stopped(LOOK_MILLIS)) {
                    return why;
                }
            }
            try {
                // Paho counts as disconnected a moment before it says why.
                boolean told = ended.await(REASON_MILLIS, TimeUnit.MILLISECONDS);
                return told ? why : UNNOTICED;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return why;
            }
        }
    }
}
