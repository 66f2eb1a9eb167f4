package io.fieldwarden.collector.store.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes guessing slow: after some failures an account waits for one address, and an address waits for all accounts. It
 * counts by the name that was typed, so a name that does not exist behaves like one that does. Kept in memory: a restart
 * forgets.
 */
final class SignInBrake {
    private final AccountLimits limits;
    private final InstantSource clock;
    private final Map<String, Failures> failures;

    private record Failures(int count, Instant last, Instant until) {}

    SignInBrake(AccountLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.failures = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > limits.triesRemembered();
            }
        };
    }

    /** How long this name has to wait for this address; zero if it may try now. */
    synchronized Duration wait(String name, String address) {
        Instant now = clock.instant();
        Duration pair = remaining(pair(name, address), now);
        Duration whole = remaining(network(address), now);
        return pair.compareTo(whole) > 0 ? pair : whole;
    }

    synchronized void failed(String name, String address) {
        count(pair(name, address), limits.failuresFree());
        count(network(address), limits.failuresFreeOfAddress());
    }

    synchronized void succeeded(String name, String address) {
        failures.remove(pair(name, address));
    }

    private Duration remaining(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || !known.until().isAfter(now) ? Duration.ZERO : Duration.between(now, known.until());
    }

    private void count(String key, int free) {
        Instant now = clock.instant();
        Failures known = failures.get(key);
        boolean counts =
                known != null && !known.last().plus(limits.failuresForgotten()).isBefore(now);
        int count = known != null && counts ? known.count() + 1 : 1;
        failures.put(key, new Failures(count, now, now.plus(waitAfter(count - free))));
    }

    private Duration waitAfter(int beyondFree) {
        if (beyondFree < 0) {
            return Duration.ZERO;
        }
        Duration doubled = limits.firstWait().multipliedBy(1L << Math.min(beyondFree, 20));
        return doubled.compareTo(limits.longestWait()) < 0 ? doubled : limits.longestWait();
    }

    private static String pair(String name, String address) {
        return name.toLowerCase(Locale.ROOT) + "\n" + network(address);
    }

    /** An IPv6 host owns a whole /64, so that is what counts as one address. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return InetAddress.getByAddress(java.util.Arrays.copyOf(java.util.Arrays.copyOf(bytes, 8), 16))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
