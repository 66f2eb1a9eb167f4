package io.fieldwarden.agent.capture.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.capture.Publication;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerTapTest {
    private static final BrokerLimits EAGER = new BrokerLimits(8192, 8 << 20, 1 << 20, 10_000, 20, 100);

    @TempDir
    Path folder;

    private final List<Publication> heard = new ArrayList<>();

    static BrokerTapConfig config(URI uri, BrokerVersion version, int qos, List<String> filters) {
        BrokerTapConfig all = BrokerTapConfig.of("line", uri, version);
        return new BrokerTapConfig(
                all.name(),
                uri,
                version,
                filters,
                qos,
                all.clientId(),
                all.username(),
                all.passwordFile(),
                all.tls(),
                EAGER);
    }

    static BrokerTapConfig with(BrokerTapConfig base, BrokerLimits limits) {
        return new BrokerTapConfig(
                base.name(),
                base.uri(),
                base.version(),
                base.topicFilters(),
                base.qos(),
                base.clientId(),
                base.username(),
                base.passwordFile(),
                base.tls(),
                limits);
    }

    private static BrokerTapConfig login(BrokerTapConfig base, String user, Path passwordFile) {
        return new BrokerTapConfig(
                base.name(),
                base.uri(),
                base.version(),
                base.topicFilters(),
                base.qos(),
                base.clientId(),
                Optional.of(user),
                Optional.of(passwordFile),
                base.tls(),
                base.limits());
    }

    private static BrokerTapConfig tls(BrokerTapConfig base, BrokerTls tls) {
        return new BrokerTapConfig(
                base.name(),
                base.uri(),
                base.version(),
                base.topicFilters(),
                base.qos(),
                base.clientId(),
                base.username(),
                base.passwordFile(),
                tls,
                base.limits());
    }

    private static BrokerTap started(BrokerTapConfig config) throws IOException {
        BrokerTap tap = new BrokerTap(3, config);
        tap.start();
        return tap;
    }

    private static void awaitConnected(BrokerTap tap) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(tap.state().connected())
                        .as(tap.state().toString())
                        .isTrue());
    }

    private void awaitHeard(BrokerTap tap, int count) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            tap.drain(heard::add, 100);
            assertThat(heard).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void hears_what_is_published_and_publishes_nothing(BrokerVersion version) throws Exception {
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous true");
                TestPublisher plant = new TestPublisher(broker.port())) {
            plant.publish("line1/recipe", "A", 1, true);
            try (BrokerTap tap = started(config(broker.uri("mqtt"), version, 1, List.of("#")))) {
                awaitHeard(tap, 1);
                plant.publish("line1/temp", "21.5", 0, false);
                plant.publish("line1/speed", "900", 1, false);
                awaitHeard(tap, 3);

                assertThat(heard)
                        .extracting(Publication::topic)
                        .containsExactly("line1/recipe", "line1/temp", "line1/speed");
                assertThat(heard)
                        .extracting(p -> new String(p.payload(), StandardCharsets.UTF_8))
                        .containsExactly("A", "21.5", "900");
                assertThat(heard).extracting(Publication::qos).containsExactly(1, 0, 1);
                assertThat(heard).extracting(Publication::retained).containsExactly(true, false, false);
                assertThat(heard).extracting(Publication::broker).containsOnly(3);
                assertThat(heard.getLast().atNanos() / 1_000_000)
                        .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
                assertThat(tap.state().problem()).isEmpty();
                assertThat(tap.state().dropped()).isZero();
            }
            assertThat(Files.readString(broker.log()))
                    .containsPattern("Received DISCONNECT from fw-[0-9a-f]{16}")
                    .doesNotContainPattern("Received PUBLISH from fw-")
                    .doesNotContain("Will message specified");
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void hears_the_figures_of_the_broker_itself(BrokerVersion version) throws Exception {
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous true");
                BrokerTap tap = started(config(broker.uri("tcp"), version, 0, List.of("#", "$SYS/#")))) {
            awaitHeard(tap, 5);
            assertThat(heard).extracting(Publication::topic).contains("$SYS/broker/version");
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void over_tls_with_a_client_certificate_and_password(BrokerVersion version) throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.issue("server", "san=ip:127.0.0.1");
        certificates.issue("client", "san=dns:agent");
        try (TestBroker broker = TestBroker.mosquitto(
                folder,
                "allow_anonymous true",
                "cafile " + certificates.file("ca.pem"),
                "certfile " + certificates.file("server.pem"),
                "keyfile " + certificates.file("server.key"),
                "require_certificate true")) {
            BrokerTls both = new BrokerTls(
                    Optional.of(certificates.file("ca.pem")),
                    Optional.of(certificates.file("client.pem")),
                    Optional.of(certificates.file("client.key")),
                    true);
            BrokerTapConfig config = config(broker.uri("mqtts"), version, 0, List.of("$SYS/#"));
            try (BrokerTap tap = started(tls(config, both))) {
                awaitHeard(tap, 3);
            }
            BrokerTls nameless = new BrokerTls(both.caFile(), Optional.empty(), Optional.empty(), true);
            try (BrokerTap tap = started(tls(config, nameless))) {
                await().untilAsserted(() -> assertThat(tap.state().problem()).containsIgnoringCase("certificate"));
                assertThat(tap.state().connections()).isZero();
            }
            try (BrokerTap tap = started(tls(config, BrokerTls.DEFAULT))) {
                await().untilAsserted(() -> assertThat(tap.state().problem()).contains("certification path"));
            }
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.issue("server", "san=dns:broker.elsewhere.example");
        try (TestBroker broker = TestBroker.mosquitto(
                folder,
                "allow_anonymous true",
                "certfile " + certificates.file("server.pem"),
                "keyfile " + certificates.file("server.key"))) {
            BrokerTapConfig config = config(broker.uri("mqtts"), BrokerVersion.V5, 0, List.of("$SYS/#"));
            Optional<Path> ca = Optional.of(certificates.file("ca.pem"));
            try (BrokerTap tap = started(tls(config, new BrokerTls(ca, Optional.empty(), Optional.empty(), true)))) {
                await().untilAsserted(() -> assertThat(tap.state().problem()).contains("127.0.0.1"));
                assertThat(tap.state().connections()).isZero();
            }
            try (BrokerTap tap = started(tls(config, new BrokerTls(ca, Optional.empty(), Optional.empty(), false)))) {
                awaitConnected(tap);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void a_wrong_password_is_told_and_a_right_one_taken_without_restart(BrokerVersion version) throws Exception {
        Path users = folder.resolve("users");
        Files.writeString(users, "watcher:right horse\n");
        assertThat(new ProcessBuilder("mosquitto_passwd", "-U", users.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path password = Files.writeString(folder.resolve("password"), "wrong horse\n");
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous false", "password_file " + users)) {
            BrokerTapConfig config = config(broker.uri("mqtt"), version, 0, List.of("$SYS/#"));
            try (BrokerTap tap = started(login(config, "watcher", password))) {
                await().untilAsserted(() -> assertThat(tap.state().problem()).contains("user name"));
                assertThat(tap.state().connections()).isZero();
                Files.writeString(password, "right horse\n");
                awaitHeard(tap, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void connects_again_after_the_broker_was_killed(BrokerVersion version) throws Exception {
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous true");
                BrokerTap tap = started(config(broker.uri("mqtt"), version, 1, List.of("#")))) {
            for (int round = 1; round <= 3; round++) {
                awaitConnected(tap);
                try (TestPublisher plant = new TestPublisher(broker.port())) {
                    plant.publish("round", "" + round, 1, false);
                    awaitHeard(tap, round);
                }
                broker.kill();
                await().untilAsserted(() -> {
                    assertThat(tap.state().connected()).isFalse();
                    assertThat(tap.state().problem()).isNotEmpty();
                });
                broker.start();
            }
            awaitConnected(tap);
            assertThat(tap.state().connections()).isGreaterThanOrEqualTo(4);
            assertThat(tap.state().problem()).isEmpty();
            assertThat(heard).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void a_flood_is_bounded_and_what_does_not_fit_is_counted(BrokerVersion version) throws Exception {
        BrokerLimits small = new BrokerLimits(100, 1 << 20, 4096, 10_000, 20, 100);
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous true");
                BrokerTap tap = started(with(config(broker.uri("mqtt"), version, 0, List.of("#")), small))) {
            awaitConnected(tap);
            try (TestPublisher plant = new TestPublisher(broker.port())) {
                for (int i = 0; i < 500; i++) {
                    plant.publish("flood", "" + i, 1, false);
                }
                await().untilAsserted(() -> assertThat(tap.state().received()).isEqualTo(500));
                assertThat(tap.state().dropped()).isEqualTo(400);
                awaitHeard(tap, 100);
                assertThat(new String(heard.getLast().payload(), StandardCharsets.UTF_8))
                        .isEqualTo("99");
                assertThat(tap.state().connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_publication_longer_than_allowed_is_stepped_over() throws Exception {
        BrokerLimits small = new BrokerLimits(100, 1 << 20, 4096, 10_000, 20, 100);
        try (TestBroker broker = TestBroker.mosquitto(folder, "allow_anonymous true");
                BrokerTap tap =
                        started(with(config(broker.uri("mqtt"), BrokerVersion.V3_1_1, 0, List.of("#")), small))) {
            awaitConnected(tap);
            try (TestPublisher plant = new TestPublisher(broker.port())) {
                plant.publish("huge", new byte[1_000_000]);
                plant.publish("after", new byte[4000]);
                awaitHeard(tap, 1);
            }
            assertThat(heard).extracting(Publication::topic).containsExactly("after");
            assertThat(tap.state().dropped()).isEqualTo(1);
            assertThat(tap.state().connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerVersion.class)
    void hivemq_is_heard_and_its_refusal_told(BrokerVersion version) throws Exception {
        try (TestBroker broker = TestBroker.hiveMq(folder)) {
            BrokerTapConfig config = config(broker.uri("mqtt"), version, 1, List.of("plant/#"));
            Path password = Files.writeString(folder.resolve("password"), "any\n");
            try (BrokerTap tap = started(login(config, "stranger", password))) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(tap.state().problem()).contains("user name"));
            }
            try (BrokerTap tap = started(config);
                    TestPublisher plant = new TestPublisher(broker.port())) {
                awaitConnected(tap);
                plant.publish("plant/a", "1", 1, false);
                plant.publish("elsewhere", "2", 1, false);
                plant.publish("plant/b", "3", 0, false);
                awaitHeard(tap, 2);
                assertThat(heard).extracting(Publication::topic).containsExactly("plant/a", "plant/b");
            }
        }
    }

    @Test
    void a_broker_that_is_not_there_is_told_once_and_tried_again() throws Exception {
        int port = TestBroker.freePort();
        try (BrokerTap tap =
                started(config(URI.create("mqtt://127.0.0.1:" + port), BrokerVersion.V5, 0, List.of("#")))) {
            await().untilAsserted(() -> assertThat(tap.state().problem()).contains("Connection refused"));
        }
    }

    @Test
    void unusable_files_stop_the_start() throws Exception {
        BrokerTapConfig base = config(URI.create("mqtts://127.0.0.1"), BrokerVersion.V5, 0, List.of("#"));
        Path text = Files.writeString(folder.resolve("ca.pem"), "no certificate\n");
        BrokerTls wrong = new BrokerTls(Optional.of(text), Optional.empty(), Optional.empty(), true);
        assertThatThrownBy(() -> new BrokerTap(0, tls(base, wrong)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.pem");
        assertThatThrownBy(() -> new BrokerTap(0, login(base, "me", folder.resolve("absent"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent");
    }
}
