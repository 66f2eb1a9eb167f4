package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Batch;
import java.time.Duration;

/**
 * Limits of the agent port. What is refused for one of them is answered with a status, a problem and, where waiting helps,
 * a {@code Retry-After}; the agent keeps its alerts.
 *
 * @param connections open connections in all
 * @param connectionsPerAddress open connections from one address
 * @param streams requests at once on one connection
 * @param bodyBytesInFlight bytes of request bodies held in memory at once, of all agents
 * @param requestsInFlight requests being worked on at once
 * @param batchBytes largest batch
 * @param smallBodyBytes largest body of any other request
 * @param bodyTime from a request's head to the end of its body
 * @param idle a connection without a byte for so long is closed
 * @param patience a connection that has not completed a request for so long is closed, however many bytes trickle
 * @param requestsPerSecond requests of one agent, sustained
 * @param requestsBurst requests of one agent at once after a pause
 * @param enrolmentsPerMinute enrolment requests from one address, sustained
 * @param enrolmentsBurst enrolment requests from one address at once after a pause
 */
public record IngestLimits(
        int connections,
        int connectionsPerAddress,
        int streams,
        long bodyBytesInFlight,
        int requestsInFlight,
        int batchBytes,
        int smallBodyBytes,
        Duration bodyTime,
        Duration idle,
        Duration patience,
        double requestsPerSecond,
        int requestsBurst,
        double enrolmentsPerMinute,
        int enrolmentsBurst) {

    /** Longest text field of an alert in characters. */
    static final int TEXT_CHARS_MAX = 4096;
    /** Longest short field (type, protocol, address and the like) in characters. */
    static final int WORD_CHARS_MAX = 256;
    /** Most entries of any list of an alert. */
    static final int LIST_ENTRIES_MAX = 256;
    /** Addresses whose rate of enrolment is remembered; the one longest unheard is forgotten first. */
    static final int ADDRESSES_MAX = 10_000;
    /** Rooms and troubles of a heartbeat. */
    static final int HEARTBEAT_ENTRIES_MAX = 256;

    /** What we ship: for a thousand agents on a small server. */
    public static IngestLimits standard() {
        return new IngestLimits(
                4096,
                256,
                16,
                96L * 1024 * 1024,
                64,
                Batch.BYTES_MAX,
                64 * 1024,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                50,
                200,
                30,
                30);
    }
}
