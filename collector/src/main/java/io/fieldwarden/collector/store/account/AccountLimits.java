package io.fieldwarden.collector.store.account;

import java.time.Duration;

/**
 * Every limit around signing in.
 *
 * @param passwordCharsMin shortest password accepted (NIST SP 800-63B asks for 8 at least, 15 where it stands alone)
 * @param passwordCharsMax longest password read
 * @param nameCharsMax longest account name read
 * @param failuresFree wrong passwords for one account from one address before it has to wait
 * @param failuresFreeOfAddress wrong passwords from one address for any accounts before it has to wait
 * @param firstWait the first wait; each further failure doubles it
 * @param longestWait where doubling ends
 * @param failuresForgotten after this long without a failure the count begins anew
 * @param triesRemembered accounts and addresses whose failures are remembered, the latest
 * @param hashesAtOnce passwords checked at the same time; each takes 19 MiB and a core
 * @param idle a session unused for this long ends
 * @param absolute a session ends this long after it began
 * @param sessionsMax sessions of one account; the oldest ends when one more begins
 */
public record AccountLimits(
        int passwordCharsMin,
        int passwordCharsMax,
        int nameCharsMax,
        int failuresFree,
        int failuresFreeOfAddress,
        Duration firstWait,
        Duration longestWait,
        Duration failuresForgotten,
        int triesRemembered,
        int hashesAtOnce,
        Duration idle,
        Duration absolute,
        int sessionsMax) {

    /** Limits for a control room: a shift long, and over after an hour of nobody. */
    public static final AccountLimits STANDARD = new AccountLimits(
            12,
            128,
            64,
            5,
            30,
            Duration.ofSeconds(15),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            10_000,
            2,
            Duration.ofHours(1),
            Duration.ofHours(12),
            20);
}
