package io.fieldwarden.agent.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwarden.agent.EnrollCommand;
import io.fieldwarden.agent.contract.JoinToken;
import io.fieldwarden.agent.uplink.TestCollector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EnrolmentTest {
    private static final String SECRET = "abcdefghijklmnopqrstuv";

    @TempDir
    Path temp;

    private TestAuthority authority;
    private TestCollector collector;

    @BeforeEach
    void open() throws Exception {
        authority = new TestAuthority();
        collector = new TestCollector(authority);
        collector.tokens.add(SECRET);
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void an_agent_gets_its_identity_and_keeps_it_to_itself() throws Exception {
        Identity identity = enrol(token(), false);
        assertThat(identity.agent()).isEqualTo("press-7");
        Identity loaded = new IdentityFile(state()).load();
        assertThat(loaded).isEqualTo(identity);
        assertThat(loaded.authority()).isEqualTo(authority.certificate());
        assertThat(permissions(state())).isEqualTo("rwx------");
        assertThat(permissions(state().resolve("identity.pem"))).isEqualTo("rw-------");
        assertThat(identity.toString()).doesNotContain("PrivateKey");
    }

    @Test
    void a_token_for_another_authority_sends_nothing() throws Exception {
        JoinToken wrong = new JoinToken(SECRET, new TestAuthority().fingerprint());
        assertThatThrownBy(() -> enrol(wrong, false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("not the collector this token is for")
                .hasMessageContaining("nothing was stored")
                .hasMessageNotContaining(SECRET);
        assertThat(collector.requests).hasValue(0);
        assertThat(state().resolve("identity.pem")).doesNotExist();
    }

    @Test
    void a_used_token_is_refused_in_the_collectors_words() throws Exception {
        enrol(token(), false);
        Path other = temp.resolve("other");
        assertThatThrownBy(() -> new Enrolment(other).enrol(token(), collector.address(), "press-8", "Linz", false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("token-used")
                .hasMessageContaining("fieldwarden collector token create");
        assertThat(other.resolve("identity.pem")).doesNotExist();
    }

    @Test
    void an_identity_is_replaced_only_on_demand() throws Exception {
        Identity first = enrol(token(), false);
        collector.tokens.add(SECRET);
        assertThatThrownBy(() -> enrol(token(), false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("--force");
        assertThat(new IdentityFile(state()).load()).isEqualTo(first);
        assertThat(collector.tokens).contains(SECRET);
        assertThat(enrol(token(), true).key()).isNotEqualTo(first.key());
    }

    @Test
    void a_failed_replacement_leaves_the_old_identity() throws Exception {
        Identity first = enrol(token(), false);
        assertThatThrownBy(() -> enrol(token(), true)).isInstanceOf(EnrolmentException.class);
        assertThat(new IdentityFile(state()).load()).isEqualTo(first);
    }

    @Test
    void nobody_there_is_said_plainly() {
        collector.kill();
        assertThatThrownBy(() -> enrol(token(), false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("nothing was stored");
    }

    @Test
    void a_host_name_the_certificate_does_not_carry_is_refused() {
        URI alias = URI.create("https://localhost:" + collector.address().getPort());
        assertThatThrownBy(() -> new Enrolment(state()).enrol(token(), alias, "press-7", "Linz", false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("use the host name or address it is made for");
        assertThat(collector.requests).hasValue(0);
    }

    @Test
    void a_certificate_outside_its_time_points_to_the_clock() {
        collector.certificateLife = Duration.ofDays(-1);
        assertThatThrownBy(() -> enrol(token(), false))
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("clock")
                .hasMessageContaining("not stored");
    }

    @Test
    void names_that_do_not_fit_are_refused_before_the_token_is_spent() {
        for (String name : new String[] {"", "a b", "x,O=evil", "ä", "a".repeat(64), "-x"}) {
            assertThatThrownBy(() -> new Enrolment(state()).enrol(token(), collector.address(), name, "Linz", false))
                    .isInstanceOf(EnrolmentException.class)
                    .hasMessageContaining("expected 1 to 63");
        }
        assertThat(collector.requests).hasValue(0);
    }

    @Test
    void a_damaged_identity_is_told_and_left_alone() throws Exception {
        enrol(token(), false);
        Path file = state().resolve("identity.pem");
        String damaged = Files.readString(file).replaceFirst("(?s)-----BEGIN CERTIFICATE.*", "");
        Files.writeString(file, damaged);
        assertThatThrownBy(() -> new IdentityFile(state()).load())
                .isInstanceOf(EnrolmentException.class)
                .hasMessageContaining("enrol again");
        assertThat(file).hasContent(damaged);
    }

    @Test
    void openssl_accepts_the_request() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/openssl")) || "true".equals(System.getenv("CI")),
                "openssl is not installed");
        Path csr = temp.resolve("agent.csr");
        Files.writeString(csr, CertificateRequest.pem("press-7", CertificateRequest.newKey()));
        Process openssl = new ProcessBuilder(
                        "openssl", "req", "-in", csr.toString(), "-noout", "-verify", "-subject", "-text")
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as(said).isZero();
        assertThat(said).containsIgnoringCase("verify ok").contains("press-7").contains("prime256v1");
    }

    @Test
    void the_command_reads_the_token_from_a_file_and_never_repeats_it() throws Exception {
        Path tokenFile = Files.writeString(temp.resolve("token"), token().reveal() + "\n");
        StringWriter out = new StringWriter();
        assertThat(command(out, "--token-file", tokenFile.toString())).isZero();
        assertThat(out.toString()).contains("Enrolled as press-7 at Linz").doesNotContain(SECRET);
        StringWriter again = new StringWriter();
        assertThat(command(again, "--token", token().reveal())).isEqualTo(1);
        assertThat(again.toString()).contains("Not enrolled").doesNotContain(SECRET);
        assertThat(again.toString().strip().lines()).hasSize(1);
        StringWriter unusable = new StringWriter();
        assertThat(command(unusable, "--token", "fwj1." + SECRET)).isEqualTo(2);
        assertThat(unusable.toString()).contains("expected fwj1.").doesNotContain(SECRET);
    }

    private int command(StringWriter to, String... more) {
        String[] fixed = {
            "--collector",
            collector.address().toString(),
            "--name",
            "press-7",
            "--site",
            "Linz",
            "--state",
            state().toString()
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(fixed), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        PrintWriter writer = new PrintWriter(to, true);
        return new CommandLine(new EnrollCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(all);
    }

    private Identity enrol(JoinToken token, boolean force) throws Exception {
        return new Enrolment(state()).enrol(token, collector.address(), "press-7", "Linz", force);
    }

    private JoinToken token() {
        return new JoinToken(SECRET, authority.fingerprint());
    }

    private Path state() {
        return temp.resolve("state");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
