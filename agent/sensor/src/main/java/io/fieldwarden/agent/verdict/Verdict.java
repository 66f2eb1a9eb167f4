package io.fieldwarden.agent.verdict;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided about a situation.
 *
 * @param at when it was decided
 * @param kind what was decided
 * @param until when it ends, in traffic time; null if it does not
 * @param by who decided
 * @param why for whoever reads it later
 * @param key the alert's key: its type and the situation, for instance {@code comm.new-link 10.0.0.1 10.0.0.2 tcp 502}
 */
public record Verdict(Instant at, Kind kind, @Nullable Instant until, String by, String why, String key) {
    private static final int TEXT_MAX = 500;
    private static final int KEY_MAX = 2_000;

    /** What can be decided. */
    public enum Kind {
        /** It is normal here: neither told nor a reason for suspicion. */
        ALLOW,
        /** It is still bad, but known: not told until it ends; incidents and suspicion go on. */
        MUTE,
        /** An earlier verdict no longer holds. */
        UNDO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Verdict {
        expect("by", by, TEXT_MAX);
        expect("why", why, TEXT_MAX);
        expect("key", key, KEY_MAX);
        if (kind == Kind.MUTE && until == null) {
            throw new IllegalArgumentException(
                    "a mute has no end, expected until when; what is normal is allowed instead");
        }
    }

    private static void expect(String name, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " has " + text.length() + " characters, expected 1 to " + most
                    + " without control characters");
        }
    }
}
