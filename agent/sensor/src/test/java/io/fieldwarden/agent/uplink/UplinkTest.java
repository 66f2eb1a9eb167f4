package io.fieldwarden.agent.uplink;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.agent.enrolment.Identity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import io.fieldwarden.agent.enrolment.TestAuthority;
import io.fieldwarden.agent.spool.Spool;
import io.fieldwarden.agent.spool.SpoolLimits;
import io.fieldwarden.agent.telemetry.RoomMeter;
import io.fieldwarden.agent.uplink.UplinkStatus.State;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkTest {
    static final UplinkLimits FAST = new UplinkLimits(
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(100));
    private static final Instant STARTED = Instant.now();

    @TempDir
    Path temp;

    private final RoomMeter meter = new RoomMeter("uplink");
    private TestAuthority authority;
    private TestCollector collector;
    private IdentityFile file;
    private Spool spool;

    @BeforeEach
    void open() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        authority = new TestAuthority();
        collector = new TestCollector(authority);
        file = new IdentityFile(temp);
        Instant until = Instant.now().plus(Duration.ofDays(90));
        file.save(authority.identity("press-7", collector.address(), until, until.minus(Duration.ofDays(30))));
        spool = Spool.open(temp.resolve("spool"), SpoolLimits.DEFAULT, new RoomMeter("spool"));
    }

    @AfterEach
    void close() {
        spool.close();
        collector.close();
    }

    @Test
    void alerts_arrive_and_the_receipt_frees_the_spool() throws Exception {
        IntStream.range(0, 1000).forEach(i -> spool.append(alert(i, 0, Severity.LOW, i % 10 == 0 ? 60_000 : 0)));
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() ->
                    collector.stored.size() == 1000 && spool.report().alerts() == 0);
            assertThat(uplink.status().state()).isEqualTo(State.CONNECTED);
        }
        assertThat(collector.duplicates).hasValue(0);
        assertThat(collector.agents).allMatch("CN=press-7"::equals);
        assertThat(meter.report().emitted()).isEqualTo(1000);
    }

    @Test
    void heartbeats_come_at_a_steady_pace_without_alerts() throws Exception {
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() -> collector.heartbeats.size() >= 3);
            assertThat(uplink.status().state()).isEqualTo(State.CONNECTED);
        }
        assertThat(collector.heartbeats.peek()).isEqualTo(heartbeat());
    }

    @Test
    void a_collector_that_dies_and_returns_gets_everything_once() throws Exception {
        try (Uplink uplink = uplink(collector.address())) {
            for (int life = 0; life < 4; life++) {
                int from = life * 100;
                IntStream.range(from, from + 100).forEach(i -> spool.append(alert(i, Severity.HIGH)));
                await().until(() -> collector.stored.size() == from + 100);
                collector.kill();
                await().until(() -> uplink.status().state() == State.LOST);
                collector.revive();
            }
            await().until(() -> spool.report().alerts() == 0 && uplink.status().state() == State.CONNECTED);
        }
        assertThat(collector.stored).hasSize(400);
    }

    @Test
    void a_lost_receipt_makes_alerts_come_twice_under_the_same_ids() throws Exception {
        collector.mood = TestCollector.Mood.LOSES_RECEIPT;
        IntStream.range(0, 50).forEach(i -> spool.append(alert(i, Severity.LOW)));
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() ->
                    collector.duplicates.get() > 0 && uplink.status().state() == State.LOST);
            assertThat(spool.report().alerts()).isEqualTo(50);
            collector.mood = TestCollector.Mood.WELL;
            await().until(() -> spool.report().alerts() == 0);
        }
        assertThat(collector.stored).hasSize(50);
    }

    @Test
    void one_poisonous_alert_is_found_and_dropped_alone() throws Exception {
        IntStream.range(0, 200).forEach(i -> spool.append(alert(i, Severity.LOW)));
        spool.force();
        collector.poison.add(alert(77, Severity.LOW).id());
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() -> spool.report().alerts() == 0);
            assertThat(uplink.status().state()).isEqualTo(State.CONNECTED);
        }
        assertThat(collector.stored).hasSize(199);
        assertThat(meter.report().failed()).isEqualTo(1);
        assertThat(meter.report().emitted()).isEqualTo(199);
    }

    @Test
    void a_refusal_that_is_not_the_collectors_own_drops_nothing() throws Exception {
        keepsEverythingWhile(TestCollector.Mood.PROXY_PAGE, State.LOST);
    }

    @Test
    void a_busy_collector_drops_nothing() throws Exception {
        keepsEverythingWhile(TestCollector.Mood.BUSY, State.LOST);
    }

    @Test
    void an_answer_that_is_no_receipt_drops_nothing() throws Exception {
        keepsEverythingWhile(TestCollector.Mood.WRONG_RECEIPT, State.LOST);
    }

    @Test
    void a_revoked_certificate_drops_nothing_and_says_what_to_do() throws Exception {
        UplinkStatus status = keepsEverythingWhile(TestCollector.Mood.REFUSES_CERTIFICATE, State.REFUSED);
        assertThat(status.why()).contains("revoked").contains("fieldwarden agent enroll");
    }

    @Test
    void the_second_address_is_used_when_the_first_is_dead() throws Exception {
        URI dead;
        try (TestCollector other = new TestCollector(authority)) {
            dead = other.address();
        }
        spool.append(alert(1, Severity.LOW));
        try (Uplink uplink = uplink(dead, collector.address())) {
            await().until(() -> collector.stored.size() == 1);
            assertThat(uplink.status().state()).isEqualTo(State.CONNECTED);
        }
    }

    @Test
    void the_certificate_is_renewed_in_time_with_a_new_key() throws Exception {
        Identity old = authority.identity(
                "press-7", collector.address(), Instant.now().plus(Duration.ofDays(9)), Instant.now());
        file.save(old);
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() -> collector.heartbeats.size() >= 2);
            assertThat(uplink.status().state()).isEqualTo(State.CONNECTED);
        }
        Identity renewed = file.load();
        assertThat(collector.renewals).hasValue(1);
        assertThat(renewed.key()).isNotEqualTo(old.key());
        assertThat(renewed.certificate().getNotAfter())
                .isAfter(old.certificate().getNotAfter());
        assertThat(renewed.site()).isEqualTo("Linz");
    }

    @Test
    void a_collector_of_another_authority_is_not_talked_to() throws Exception {
        try (TestCollector foreign = new TestCollector(new TestAuthority())) {
            spool.append(alert(1, Severity.LOW));
            try (Uplink uplink = uplink(foreign.address())) {
                await().until(() -> uplink.status().state() == State.LOST);
                assertThat(uplink.status().why()).contains("certificate");
            }
            assertThat(foreign.requests).hasValue(0);
        }
        assertThat(spool.report().alerts()).isEqualTo(1);
    }

    @Test
    void an_agent_that_is_not_enrolled_is_told_how() {
        assertThatThrownBy(() -> Uplink.start(
                        new UplinkSettings(List.of(collector.address()), FAST),
                        new IdentityFile(temp.resolve("nowhere")),
                        spool,
                        meter,
                        UplinkTest::heartbeat))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("fieldwarden agent enroll");
    }

    private UplinkStatus keepsEverythingWhile(TestCollector.Mood mood, State expected) throws Exception {
        collector.mood = mood;
        IntStream.range(0, 20).forEach(i -> spool.append(alert(i, Severity.LOW)));
        spool.force();
        UplinkStatus status;
        try (Uplink uplink = uplink(collector.address())) {
            await().until(() -> uplink.status().state() == expected && collector.requests.get() > 2);
            status = uplink.status();
            assertThat(spool.report().alerts()).isEqualTo(20);
            collector.mood = TestCollector.Mood.WELL;
            await().until(() -> spool.report().alerts() == 0);
        }
        assertThat(collector.stored).hasSize(20);
        assertThat(meter.report().failed()).isZero();
        return status;
    }

    private Uplink uplink(URI... collectors) throws EnrolmentException {
        return Uplink.start(new UplinkSettings(List.of(collectors), FAST), file, spool, meter, UplinkTest::heartbeat);
    }

    private static Heartbeat heartbeat() {
        return new Heartbeat(
                "0.1.0",
                STARTED,
                STARTED,
                true,
                List.of(new RoomMeter("capture").report()),
                new io.fieldwarden.agent.contract.SpoolReport(0, 0, 1, 0),
                List.of("nothing serious"));
    }
}
