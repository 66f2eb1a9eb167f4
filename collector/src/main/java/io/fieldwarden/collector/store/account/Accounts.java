package io.fieldwarden.collector.store.account;

import io.fieldwarden.collector.store.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may sign in, and who is signed in. */
public final class Accounts {
    /** Name of the account made at the first start. */
    public static final String FIRST = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    /** No 0, O, 1, l, I: it is read from one screen and typed at another. 20 of these are 115 bits. */
    private static final String PASSWORD_SIGNS = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int FIRST_PASSWORD_GROUPS = 4;
    private static final int FIRST_PASSWORD_GROUP = 5;

    private final Database database;
    private final AccountLimits limits;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SignInBrake brake;
    private final Sessions sessions;
    private final Semaphore hashing;
    private final String nobody;

    public Accounts(Database database, AccountLimits limits, InstantSource clock) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
        this.brake = new SignInBrake(limits, clock);
        this.sessions = new Sessions(database, limits, clock);
        this.hashing = new Semaphore(limits.hashesAtOnce(), true);
        this.nobody = PasswordHash.of("nobody's password", random);
    }

    /** The limits it works by. */
    public AccountLimits limits() {
        return limits;
    }

    /**
     * Makes the account {@link #FIRST} if there is no account at all.
     *
     * @return its password, told this one time; empty if there are accounts already
     */
    public Optional<String> createFirst() {
        String password = randomPassword();
        String hash = PasswordHash.of(password, random);
        boolean made = database.write(handle -> {
            boolean none = handle.select("SELECT count(*) FROM account")
                            .mapTo(Long.class)
                            .one()
                    == 0;
            if (none) {
                insert(handle, FIRST, hash, true);
            }
            return none;
        });
        return made ? Optional.of(password) : Optional.empty();
    }

    /**
     * Makes an account.
     *
     * @throws IllegalArgumentException if the name is taken or the password is too weak, saying why
     */
    public void create(String name, String password) {
        if (name.isBlank() || name.length() > limits.nameCharsMax()) {
            throw new IllegalArgumentException("an account name has 1 to " + limits.nameCharsMax() + " characters");
        }
        checkStrength(name, password);
        String hash = PasswordHash.of(password, random);
        database.write(handle -> {
            if (stored(handle, name).isPresent()) {
                throw new IllegalArgumentException("there is an account named '" + name + "' already");
            }
            return insert(handle, name, hash, false);
        });
    }

    private int insert(Handle handle, String name, String hash, boolean changePassword) {
        long now = clock.instant().toEpochMilli();
        return handle.execute(
                "INSERT INTO account (name, password, change_password, created_at, password_set_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                name,
                hash,
                changePassword,
                now,
                now);
    }

    /**
     * Signs somebody in. Takes as long for a name that does not exist as for one that does.
     *
     * @param address where the attempt comes from
     */
    public SignIn signIn(String name, String password, String address) {
        if (name.length() > limits.nameCharsMax() || password.length() > limits.passwordCharsMax()) {
            return new SignIn.Refused();
        }
        Duration wait = brake.wait(name, address);
        if (wait.isPositive()) {
            return new SignIn.Waiting(wait);
        }
        Optional<Stored> stored = database.read(handle -> stored(handle, name));
        String hash = stored.map(Stored::hash).orElse(nobody);
        if (!oneOfFew(() -> PasswordHash.matches(password, hash)) || stored.isEmpty()) {
            brake.failed(name, address);
            LOG.warn("Sign-in refused from {}", address);
            return new SignIn.Refused();
        }
        brake.succeeded(name, address);
        Account account = stored.get().account();
        LOG.info("{} signed in from {}", account.name(), address);
        return new SignIn.Accepted(account, sessions.begin(account, address));
    }

    /** Who this session belongs to, if it has not ended. */
    public Optional<Account> session(String token) {
        return sessions.account(token);
    }

    /** Ends a session; a session that has ended already stays so. */
    public void signOut(String token) {
        sessions.end(token);
    }

    /** What came of a change of password. */
    public enum PasswordChange {
        CHANGED,
        CURRENT_WRONG,
        MUST_WAIT
    }

    /**
     * Changes the password of the account a session belongs to and ends all its other sessions.
     *
     * @throws IllegalArgumentException if the new password is too weak, saying why
     */
    public PasswordChange changePassword(String token, Account account, String current, String wanted) {
        checkStrength(account.name(), wanted);
        String key = "session of " + account.n();
        if (brake.wait(account.name(), key).isPositive()) {
            return PasswordChange.MUST_WAIT;
        }
        Stored stored = database.read(handle -> stored(handle, account.name()).orElseThrow());
        if (current.length() > limits.passwordCharsMax()
                || !oneOfFew(() -> PasswordHash.matches(current, stored.hash()))) {
            brake.failed(account.name(), key);
            return PasswordChange.CURRENT_WRONG;
        }
        if (current.equals(wanted)) {
            throw new IllegalArgumentException("the new password is the old one");
        }
        String hash = PasswordHash.of(wanted, random);
        database.write(handle -> {
            handle.execute(
                    "UPDATE account SET password = ?, change_password = 0, password_set_at = ? WHERE n = ?",
                    hash,
                    clock.instant().toEpochMilli(),
                    account.n());
            return sessions.endOthers(handle, account, token);
        });
        LOG.info("{} changed the password; other sessions of the account were ended", account.name());
        return PasswordChange.CHANGED;
    }

    private void checkStrength(String name, String password) {
        if (password.length() < limits.passwordCharsMin() || password.length() > limits.passwordCharsMax()) {
            throw new IllegalArgumentException(
                    "a password has " + limits.passwordCharsMin() + " to " + limits.passwordCharsMax() + " characters");
        }
        if (password.equalsIgnoreCase(name) || password.chars().distinct().count() < 5) {
            throw new IllegalArgumentException(
                    "this password is too easy to guess; use at least 5 different characters");
        }
    }

    private record Stored(Account account, String hash) {}

    private static Optional<Stored> stored(Handle handle, String name) {
        return handle.select("SELECT n, name, change_password, password FROM account WHERE name = ?", name)
                .map((row, context) ->
                        new Stored(new Account(row.getLong(1), row.getString(2), row.getBoolean(3)), row.getString(4)))
                .findOne();
    }

    private boolean oneOfFew(BooleanSupplier check) {
        hashing.acquireUninterruptibly();
        try {
            return check.getAsBoolean();
        } finally {
            hashing.release();
        }
    }

    private String randomPassword() {
        StringBuilder password = new StringBuilder();
        for (int group = 0; group < FIRST_PASSWORD_GROUPS; group++) {
            password.append(group == 0 ? "" : "-");
            for (int i = 0; i < FIRST_PASSWORD_GROUP; i++) {
                password.append(PASSWORD_SIGNS.charAt(random.nextInt(PASSWORD_SIGNS.length())));
            }
        }
        return password.toString();
    }
}
