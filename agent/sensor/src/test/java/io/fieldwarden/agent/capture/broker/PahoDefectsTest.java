package io.fieldwarden.agent.capture.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known defects of Paho 1.2.5: that they are there, and that a tap does not suffer from them. */
class PahoDefectsTest {
    /** Takes connections and does one thing to each. */
    private static final class FakeBroker implements AutoCloseable {
        interface Deed {
            void to(Socket socket) throws IOException;
        }

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new ArrayList<>();
        final AtomicInteger accepted = new AtomicInteger();

        FakeBroker(Deed deed) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        sockets.add(socket);
                        accepted.incrementAndGet();
                        deed.to(socket);
                    } catch (IOException e) {
                        assertThat(e).isNotNull(); // the client has gone, or the test is over
                    }
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static List<String> threadsOf(String clientIdStart) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("MQTT ") && name.contains(": " + clientIdStart))
                .toList();
    }

    private static BrokerTap tap(int port, BrokerVersion version, int connectMillis) throws IOException {
        BrokerTapConfig base = BrokerTapTest.config(URI.create("mqtt://127.0.0.1:" + port), version, 0, List.of("#"));
        BrokerTap tap =
                new BrokerTap(0, BrokerTapTest.with(base, new BrokerLimits(10, 1 << 20, 4096, connectMillis, 5, 10)));
        tap.start();
        return tap;
    }

    /** paho.mqtt.java 850: a thread waits for ever if the broker closes the connection as soon as it has taken it. */
    @Test
    void paho_alone_leaves_a_thread_when_the_broker_closes_at_once() throws Exception {
        try (FakeBroker broker = new FakeBroker(Socket::close)) {
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> connectInVain(broker.port()))
                    .join();
            await().during(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(threadsOf("alone")).contains("MQTT Con: alone"));
        }
    }

    private static void connectInVain(int port) {
        try {
            for (int i = 0; i < 5; i++) {
                MqttAsyncClient client =
                        new MqttAsyncClient("tcp://127.0.0.1:" + port, "alone", new MemoryPersistence());
                try {
                    client.connect().waitForCompletion(2000);
                } catch (MqttException e) {
                    assertThat(e.getReasonCode()).isNotZero();
                }
                client.disconnectForcibly(0, 1, false);
                client.close(true);
            }
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void a_tap_leaves_no_thread_when_the_broker_closes_at_once(BrokerVersion version) throws Exception {
        try (FakeBroker broker = new FakeBroker(Socket::close)) {
            try (BrokerTap tap = tap(broker.port(), version, 2000)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAtomic(broker.accepted, org.hamcrest.Matchers.greaterThan(5));
                assertThat(tap.state().problem()).isNotEmpty();
                assertThat(tap.state().connected()).isFalse();
            }
            await().untilAsserted(() -> assertThat(threadsOf("fw-")).isEmpty());
        }
    }

    /** paho.mqtt.java 686: a client whose broker never answers cannot be closed. */
    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void a_tap_leaves_no_thread_when_the_broker_never_answers(BrokerVersion version) throws Exception {
        try (FakeBroker broker = new FakeBroker(socket -> socket.setKeepAlive(true))) {
            try (BrokerTap tap = tap(broker.port(), version, 300)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAtomic(broker.accepted, org.hamcrest.Matchers.greaterThan(2));
                assertThat(tap.state().problem()).isEqualTo("does not answer in time");
            }
            await().untilAsserted(() -> assertThat(threadsOf("fw-")).isEmpty());
        }
    }

    /** paho.mqtt.java 1093 and 402: threads are left behind by disconnecting and closing. */
    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void a_tap_leaves_no_thread_when_it_is_closed(BrokerVersion version) throws Exception {
        byte[] connack = version == BrokerVersion.V5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0};
        byte[] suback = version == BrokerVersion.V5
                ? new byte[] {(byte) 0x90, 4, 0, 1, 0, 0}
                : new byte[] {(byte) 0x90, 3, 0, 1, 0};
        for (int i = 0; i < 3; i++) {
            try (FakeBroker broker = new FakeBroker(socket -> {
                        assertThat(socket.getInputStream().read()).isEqualTo(0x10);
                        socket.getOutputStream().write(connack);
                        assertThat(socket.getInputStream().skip(10)).isPositive();
                        // Long enough for the subscription to have been sent
                        java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
                        socket.getOutputStream().write(suback);
                    });
                    BrokerTap tap = tap(broker.port(), version, 5000)) {
                await().untilAsserted(() -> assertThat(tap.state().connected()).isTrue());
            }
        }
        await().untilAsserted(() -> assertThat(threadsOf("fw-")).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void nonsense_from_the_broker_is_told_and_tried_again(BrokerVersion version) throws Exception {
        byte[] nonsense = {0x21, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3};
        try (FakeBroker broker =
                new FakeBroker(socket -> socket.getOutputStream().write(nonsense))) {
            try (BrokerTap tap = tap(broker.port(), version, 2000)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAtomic(broker.accepted, org.hamcrest.Matchers.greaterThan(2));
                assertThat(tap.state().problem()).contains("packet length");
            }
            await().untilAsserted(() -> assertThat(threadsOf("fw-")).isEmpty());
        }
    }
}
