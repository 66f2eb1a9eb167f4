package io.fieldwarden.collector.store.account;

import io.fieldwarden.collector.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who is signed in: random tokens of 256 bits, of which only the SHA-256 is kept. */
final class Sessions {
    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_CHARS_MAX = 64;
    /** A session's last use is written down at most this often: a page that polls must not force the disk each time. */
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    private final Database database;
    private final AccountLimits limits;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(Database database, AccountLimits limits, InstantSource clock) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
    }

    /** Begins a session and answers its token. */
    String begin(Account account, String address) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = clock.millis();
        database.write(handle -> {
            handle.execute(
                    "DELETE FROM session WHERE seen_at < ? OR created_at < ?",
                    now - limits.idle().toMillis(),
                    now - limits.absolute().toMillis());
            handle.execute(
                    "DELETE FROM session WHERE account = ? AND token NOT IN"
                            + " (SELECT token FROM session WHERE account = ? ORDER BY created_at DESC LIMIT ?)",
                    account.n(),
                    account.n(),
                    limits.sessionsMax() - 1);
            return handle.execute(
                    "INSERT INTO session (token, account, created_at, seen_at, address) VALUES (?, ?, ?, ?, ?)",
                    hash(token),
                    account.n(),
                    now,
                    now,
                    address);
        });
        return token;
    }

    private record Live(Account account, long seenAt) {}

    /** Whose session it is, if it has not ended; keeps it from becoming idle. */
    Optional<Account> account(String token) {
        if (token.isEmpty() || token.length() > TOKEN_CHARS_MAX) {
            return Optional.empty();
        }
        byte[] hash = hash(token);
        long now = clock.millis();
        Optional<Live> live = database.read(handle -> live(handle, hash, now));
        if (live.isPresent() && now - live.get().seenAt() >= SEEN_STEP.toMillis()) {
            database.write(handle -> handle.execute("UPDATE session SET seen_at = ? WHERE token = ?", now, hash));
        }
        return live.map(Live::account);
    }

    private Optional<Live> live(Handle handle, byte[] hash, long now) {
        return handle.select(
                        """
                        SELECT a.n, a.name, a.change_password, s.seen_at FROM session s JOIN account a ON a.n = s.account
                        WHERE s.token = ? AND s.seen_at >= ? AND s.created_at >= ?\
                        """,
                        hash,
                        now - limits.idle().toMillis(),
                        now - limits.absolute().toMillis())
                .map((row, context) ->
                        new Live(new Account(row.getLong(1), row.getString(2), row.getBoolean(3)), row.getLong(4)))
                .findOne();
    }

    void end(String token) {
        database.write(handle -> handle.execute("DELETE FROM session WHERE token = ?", hash(token)));
    }

    /** Ends every session of the account but one. */
    int endOthers(Handle handle, Account account, String token) {
        return handle.execute("DELETE FROM session WHERE account = ? AND token <> ?", account.n(), hash(token));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
