package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.Problem;
import java.time.Duration;
import java.util.Optional;

/** What became of one request. */
sealed interface Answer {
    /** It was taken; {@code body} is the collector's word. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Taken(byte[] body) implements Answer {}

    /**
     * This very content will never be taken.
     *
     * @param problem the collector's own word, empty if the answer may come from something in between
     */
    record Unacceptable(int status, Optional<Problem> problem) implements Answer {}

    /** The agent's certificate is not accepted. */
    record CertificateRefused(String why) implements Answer {}

    /**
     * Not now, or nobody there.
     *
     * @param answered whether somebody was there
     * @param retryAfter the pause asked for
     */
    record Later(String why, boolean answered, Optional<Duration> retryAfter) implements Answer {}
}
