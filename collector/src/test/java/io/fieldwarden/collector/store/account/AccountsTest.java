package io.fieldwarden.collector.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.account.Accounts.PasswordChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    private static final String PASSWORD = "a calm control room";

    @TempDir
    Path dir;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private Database database;
    private Accounts accounts;

    @BeforeEach
    void open() {
        database = Database.open(dir);
        accounts = new Accounts(database, AccountLimits.STANDARD, now::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(Duration time) {
        now.updateAndGet(was -> was.plus(time));
    }

    private String token(String name, String password) {
        SignIn result = accounts.signIn(name, password, "10.0.0.1");
        assertThat(result).isInstanceOf(SignIn.Accepted.class);
        return ((SignIn.Accepted) result).token();
    }

    @Test
    void the_first_account_is_made_once_and_asks_for_another_password() {
        String password = accounts.createFirst().orElseThrow();
        assertThat(password).hasSizeGreaterThanOrEqualTo(20);
        assertThat(accounts.createFirst()).isEmpty();
        Account account = accounts.session(token("admin", password)).orElseThrow();
        assertThat(account.changePassword()).isTrue();
        assertThat(accounts.session(token("ADMIN", password))).isPresent();
    }

    @Test
    void after_some_failures_even_the_right_password_waits_and_then_works() {
        accounts.create("olga", PASSWORD);
        for (int i = 0; i < AccountLimits.STANDARD.failuresFree(); i++) {
            assertThat(accounts.signIn("olga", "wrong " + i, "10.0.0.1")).isInstanceOf(SignIn.Refused.class);
        }
        assertThat(accounts.signIn("olga", PASSWORD, "10.0.0.1")).isInstanceOf(SignIn.Waiting.class);
        assertThat(accounts.signIn("olga", PASSWORD, "10.0.0.2")).isInstanceOf(SignIn.Accepted.class);
        pass(AccountLimits.STANDARD.firstWait());
        assertThat(accounts.signIn("olga", PASSWORD, "10.0.0.1")).isInstanceOf(SignIn.Accepted.class);
    }

    @Test
    void a_name_that_does_not_exist_behaves_like_one_that_does() {
        accounts.create("olga", PASSWORD);
        for (int i = 0; i <= AccountLimits.STANDARD.failuresFree(); i++) {
            SignIn known = accounts.signIn("olga", "wrong", "10.0.0.1");
            SignIn unknown = accounts.signIn("nobody", "wrong", "10.0.0.1");
            assertThat(unknown).hasSameClassAs(known);
        }
    }

    @Test
    void sessions_end_when_idle_when_old_and_when_signed_out() {
        accounts.create("olga", PASSWORD);
        String token = token("olga", PASSWORD);
        for (int i = 0; i < 11; i++) {
            pass(Duration.ofMinutes(59));
            assertThat(accounts.session(token)).as("hour %d", i).isPresent();
        }
        pass(Duration.ofMinutes(59));
        pass(Duration.ofMinutes(59));
        assertThat(accounts.session(token)).isEmpty();
        String second = token("olga", PASSWORD);
        pass(Duration.ofMinutes(61));
        assertThat(accounts.session(second)).isEmpty();
        String third = token("olga", PASSWORD);
        accounts.signOut(third);
        assertThat(accounts.session(third)).isEmpty();
        assertThat(accounts.session("made up")).isEmpty();
    }

    @Test
    void a_new_password_ends_other_sessions_and_the_old_one_no_longer_works() {
        accounts.create("olga", PASSWORD);
        String mine = token("olga", PASSWORD);
        String other = token("olga", PASSWORD);
        Account account = accounts.session(mine).orElseThrow();
        assertThat(accounts.changePassword(mine, account, "not it", "another calm room"))
                .isEqualTo(PasswordChange.CURRENT_WRONG);
        assertThat(accounts.changePassword(mine, account, PASSWORD, "another calm room"))
                .isEqualTo(PasswordChange.CHANGED);
        assertThat(accounts.session(mine)).isPresent();
        assertThat(accounts.session(other)).isEmpty();
        assertThat(accounts.signIn("olga", PASSWORD, "10.0.0.9")).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void weak_passwords_are_refused_with_the_reason() {
        assertThatThrownBy(() -> accounts.create("olga", "short")).hasMessageContaining("12 to 128");
        assertThatThrownBy(() -> accounts.create("olga", "aaaaaaaaaaaaaaaa")).hasMessageContaining("easy to guess");
        accounts.create("olga", PASSWORD);
        assertThatThrownBy(() -> accounts.create("OLGA", PASSWORD)).hasMessageContaining("already");
    }

    @Test
    void neither_password_nor_token_is_on_the_disk() throws Exception {
        accounts.create("olga", PASSWORD);
        String token = token("olga", PASSWORD);
        database.close();
        String disk = new String(Files.readAllBytes(dir.resolve(Database.FILE)), StandardCharsets.ISO_8859_1);
        assertThat(disk)
                .contains("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(PASSWORD)
                .doesNotContain(token);
        open();
        assertThat(accounts.session(token)).as("a session survives a restart").isPresent();
    }
}
