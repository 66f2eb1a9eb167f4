package io.fieldwarden.collector.store.account;

import java.time.Duration;

/** What came of an attempt to sign in. */
public sealed interface SignIn {
    /**
     * It worked.
     *
     * @param account who it is
     * @param token proof of it for further requests; kept nowhere but with the caller
     */
    record Accepted(Account account, String token) implements SignIn {
        @Override
        public String toString() {
            return "Accepted[account=" + account.name() + "]"; // never the token
        }
    }

    /** Name or password is wrong; which one is not told. */
    record Refused() implements SignIn {}

    /**
     * Too many failures; the password was not looked at.
     *
     * @param remaining how long to wait
     */
    record Waiting(Duration remaining) implements SignIn {}
}
