package io.fieldwarden.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.Receipt;
import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.enrolment.Tokens;
import io.fieldwarden.collector.fleet.AgentView;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentPortTest {
    private static final int BROKEN = -1;

    @TempDir
    Path directory;

    PortFixture collector;

    @BeforeEach
    void start() throws Exception {
        collector = new PortFixture(directory);
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void a_batch_is_stored_once_however_often_it_is_sent() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            Batch batch = batch("gateway-1", 100);

            HttpResponse<byte[]> first = agent.post(Wire.ALERTS, batch);
            HttpResponse<byte[]> again = agent.post(Wire.ALERTS, batch);

            assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(ContractJson.read(first.body(), Receipt.class)).isEqualTo(new Receipt("b-100", 100, 0));
            assertThat(ContractJson.read(again.body(), Receipt.class)).isEqualTo(new Receipt("b-100", 0, 100));
            assertThat(collector.store.changesAfter(0, 1000)).hasSize(100);
        }
    }

    @Test
    void an_alert_of_another_agent_or_site_is_refused() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            HttpResponse<byte[]> other = agent.post(Wire.ALERTS, batch("gateway-2", 1));

            assertThat(other.statusCode()).isEqualTo(403);
            assertThat(problem(other)).isEqualTo("wrong-agent");
            assertThat(collector.store.lastSequence()).isZero();
        }
    }

    @Test
    void only_enrolment_needs_no_certificate() {
        try (TestAgent stranger = collector.stranger()) {
            for (String path : List.of(Wire.ALERTS, Wire.HEARTBEAT, Wire.RENEW)) {
                assertThat(stranger.post(path, batch("a", 1)).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(stranger.post("/", new byte[0]).statusCode()).isEqualTo(404);
            assertThat(stranger.post(Wire.ENROL, new byte[0]).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void a_certificate_of_another_authority_gets_no_connection(@TempDir Path elsewhere) throws Exception {
        Authority other = Authority.open(elsewhere, EnrolmentLimits.standard(), Instant.now());
        try (PortFixture foreign = new PortFixture(elsewhere);
                TestAgent theirs = foreign.agent("gateway-1");
                TestAgent mine = collector.stranger()) {
            assertThat(other.fingerprint()).isEqualTo(foreign.authority.fingerprint());
            // The client holds a certificate of another authority and trusts ours.
            try (TestAgent impostor = mine.with(theirs.certificates())) {
                assertThat(statusOrBreak(impostor)).isIn(401, BROKEN);
            }
        }
    }

    @Test
    void a_token_is_good_once() {
        String token = collector.token();
        try (TestAgent stranger = collector.stranger();
                TestAgent enrolled = stranger.enrolled(token, "gateway-1", "plant")) {
            assertThat(enrolled.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(204);
            HttpResponse<byte[]> second = stranger.post(
                    Wire.ENROL,
                    new EnrolmentRequest(
                            token, "gateway-2", "plant", TestAgent.csr(TestAgent.newKey("EC", "secp256r1"))));
            assertThat(second.statusCode()).isEqualTo(403);
            assertThat(problem(second)).isEqualTo("token-used");
        }
    }

    @Test
    void a_lost_answer_to_enrolment_can_be_asked_for_again() {
        String token = collector.token();
        try (TestAgent stranger = collector.stranger()) {
            String csr = TestAgent.csr(stranger.key());
            HttpResponse<byte[]> first =
                    stranger.post(Wire.ENROL, new EnrolmentRequest(token, "gateway-1", "plant", csr));
            HttpResponse<byte[]> again =
                    stranger.post(Wire.ENROL, new EnrolmentRequest(token, "gateway-1", "plant", csr));

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
        }
    }

    @Test
    void a_taken_name_is_refused_and_does_not_use_up_the_token() {
        try (TestAgent first = collector.agent("gateway-1");
                TestAgent stranger = collector.stranger()) {
            String token = collector.token();
            HttpResponse<byte[]> taken = stranger.post(
                    Wire.ENROL, new EnrolmentRequest(token, "gateway-1", "plant", TestAgent.csr(stranger.key())));

            assertThat(problem(taken)).isEqualTo("name-taken");
            try (TestAgent other = stranger.enrolled(token, "gateway-2", "plant")) {
                assertThat(other.certificates().agent()).isEqualTo("gateway-2");
            }
            assertThat(first.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void a_token_may_be_bound_expire_or_be_revoked() {
        Tokens.Grant bound = new Tokens.Grant(Duration.ofHours(1), 1, "north", "press-1", false);
        Tokens.Created forOne = collector.tokens.create(collector.authority, bound, collector.now());
        Tokens.Created late = collector.tokens.create(
                collector.authority, bound, collector.now().minus(Duration.ofHours(2)));
        Tokens.Created revoked = collector.tokens.create(collector.authority, bound, collector.now());
        assertThat(collector.tokens.revoke(revoked.id(), collector.now())).isTrue();
        try (TestAgent stranger = collector.stranger()) {
            assertThat(problem(enrol(stranger, forOne, "press-1", "south"))).isEqualTo("wrong-site");
            assertThat(problem(enrol(stranger, forOne, "press-2", "north"))).isEqualTo("wrong-agent");
            assertThat(problem(enrol(stranger, late, "press-1", "north"))).isEqualTo("token-expired");
            assertThat(problem(enrol(stranger, revoked, "press-1", "north"))).isEqualTo("token-revoked");
            assertThat(enrol(stranger, forOne, "press-1", "north").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void weak_keys_wrong_signatures_and_bad_names_are_refused() {
        var good = TestAgent.newKey("EC", "secp256r1");
        var other = TestAgent.newKey("EC", "secp256r1");
        try (TestAgent stranger = collector.stranger()) {
            for (String csr : List.of(
                    TestAgent.csr(TestAgent.newKey("RSA", "2048")),
                    TestAgent.csr(TestAgent.newKey("EC", "secp521r1")),
                    TestAgent.csr(good, other),
                    "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
                    "nothing")) {
                HttpResponse<byte[]> response =
                        stranger.post(Wire.ENROL, new EnrolmentRequest(collector.token(), "gateway-1", "plant", csr));
                assertThat(problem(response)).isEqualTo("bad-certificate-request");
            }
            for (String name : List.of("", "Gateway", "-a", "a b", "a".repeat(64), "../x", "ü")) {
                HttpResponse<byte[]> response = stranger.post(
                        Wire.ENROL, new EnrolmentRequest(collector.token(), name, "plant", TestAgent.csr(good)));
                assertThat(problem(response)).as(name).isEqualTo("bad-name");
            }
        }
        assertThat(collector.fleet.agents()).isEmpty();
    }

    @Test
    void renewal_gives_the_same_name_and_retires_older_certificates() {
        try (TestAgent first = collector.agent("gateway-1");
                TestAgent second = first.renewed();
                TestAgent third = second.renewed()) {
            assertThat(third.certificates().agent()).isEqualTo("gateway-1");
            assertThat(third.certificates().renewFrom()).isAfter(collector.now());
            assertThat(third.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(204);
            assertThat(second.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(204);
            assertThat(first.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void revocation_takes_effect_at_once_also_on_an_open_connection() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            assertThat(agent.post(Wire.ALERTS, batch("gateway-1", 1)).statusCode())
                    .isEqualTo(200);

            assertThat(collector.fleet.revoke("gateway-1", "tester", collector.now()))
                    .isTrue();

            assertThatThrownBy(() -> {
                        HttpResponse<byte[]> refused = agent.post(Wire.ALERTS, batch("gateway-1", 2));
                        throw new java.io.UncheckedIOException(new java.io.IOException(problem(refused)));
                    })
                    .isInstanceOf(java.io.UncheckedIOException.class);
            assertThat(collector.store.lastSequence()).isOne();
            await().untilAsserted(() -> assertThat(
                            collector.agentPort.connections().get().intValue())
                    .isZero());
        }
    }

    @Test
    void a_revoked_agent_comes_back_with_a_token_made_afterwards_only() {
        String before = collector
                .tokens
                .create(
                        collector.authority,
                        new Tokens.Grant(Duration.ofHours(1), 5, null, null, false),
                        collector.now())
                .token()
                .secret();
        collector.agent("gateway-1").close();
        collector.fleet.revoke("gateway-1", "tester", collector.now());
        try (TestAgent stranger = collector.stranger()) {
            HttpResponse<byte[]> refused = stranger.post(
                    Wire.ENROL, new EnrolmentRequest(before, "gateway-1", "plant", TestAgent.csr(stranger.key())));
            assertThat(problem(refused)).isEqualTo("name-revoked");
            try (TestAgent back = stranger.enrolled(collector.token(), "gateway-1", "plant")) {
                assertThat(back.post(Wire.HEARTBEAT, heartbeat()).statusCode()).isEqualTo(204);
            }
        }
    }

    @Test
    void the_fleet_knows_what_the_heartbeat_said() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            agent.post(Wire.HEARTBEAT, heartbeat());

            assertThat(collector.fleet.agents()).hasSize(1);
            AgentView view = collector.fleet.agent("gateway-1").orElseThrow();
            assertThat(view.version()).isEqualTo("1.2.3");
            assertThat(view.site()).isEqualTo("plant");
            assertThat(view.revoked()).isFalse();
            assertThat(view.lastHeard()).isNotNull();
            assertThat(view.heartbeat()).isEqualTo(heartbeat());
            assertThat(view.certificateExpires()).isAfter(collector.now().plus(Duration.ofDays(89)));
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_and_the_agent_may_go_on() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            byte[] big = new byte[Batch.BYTES_MAX + 1];
            java.util.Arrays.fill(big, (byte) ' ');
            try {
                assertThat(agent.post(Wire.ALERTS, big).statusCode()).isEqualTo(413);
            } catch (java.io.UncheckedIOException stoppedWhileSending) {
                assertThat(stoppedWhileSending).isNotNull();
            }
            assertThat(agent.post(Wire.ALERTS, batch("gateway-1", 1)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void nonsense_is_refused_in_one_line() {
        try (TestAgent agent = collector.agent("gateway-1")) {
            byte[] whole = ContractJson.bytes(batch("gateway-1", 3));
            byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
            byte[] deep = ("{\"alerts\":" + "[".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
            for (byte[] nonsense : List.of(new byte[0], cut, deep, "null".getBytes(StandardCharsets.US_ASCII))) {
                HttpResponse<byte[]> response = agent.post(Wire.ALERTS, nonsense);
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(problem(response)).isEqualTo("bad-message");
            }
            assertThat(collector.store.lastSequence()).isZero();
        }
    }

    @Test
    void plain_http_and_broken_tls_are_counted_and_change_nothing() throws Exception {
        for (String noise : List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001zzzzzzzzzzzz", "SSH-2.0-x\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", collector.port)) {
                socket.getOutputStream().write(noise.getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(20_000);
                socket.getInputStream().readAllBytes();
            } catch (java.net.SocketException reset) {
                assertThat(reset).isNotNull();
            }
        }
        await().untilAsserted(() -> assertThat(collector.counted("failed")).isGreaterThanOrEqualTo(3));
        collector.agent("gateway-1").close();
    }

    /** A client may notice that its certificate is none of ours and show none, or be cut off for showing it. */
    private static int statusOrBreak(TestAgent agent) {
        try {
            return agent.post(Wire.HEARTBEAT, heartbeat()).statusCode();
        } catch (java.io.UncheckedIOException cutOff) {
            return BROKEN;
        }
    }

    private HttpResponse<byte[]> enrol(TestAgent stranger, Tokens.Created token, String agent, String site) {
        return stranger.post(
                Wire.ENROL, new EnrolmentRequest(token.token().secret(), agent, site, TestAgent.csr(stranger.key())));
    }

    static Batch batch(String agent, int alerts) {
        List<Alert> list = IntStream.range(0, alerts)
                .mapToObj(number -> TestAlerts.alert(agent, number, 0))
                .toList();
        return new Batch("b-" + alerts, list);
    }

    static Heartbeat heartbeat() {
        Instant then = Instant.parse("2026-11-01T10:00:00Z");
        return new Heartbeat(
                "1.2.3",
                then,
                then.minusSeconds(60),
                true,
                List.of(new RoomReport("capture", 10, 9, 1, 0)),
                new SpoolReport(1, 2, 3, 4),
                List.of("detector x is switched off"));
    }

    static String problem(HttpResponse<byte[]> response) {
        return ContractJson.read(response.body(), Problem.class).type();
    }
}
