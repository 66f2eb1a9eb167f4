package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered.
 *
 * @param status HTTP status (RFC 9110)
 * @param body the record in the answer, null for none
 * @param retryAfterSeconds when to try again, 0 if waiting does not help
 */
record Answer(int status, @Nullable Record body, int retryAfterSeconds) {
    static Answer ok(Record body) {
        return new Answer(200, body, 0);
    }

    static Answer nothing() {
        return new Answer(204, null, 0);
    }

    /** Refuses for good: the same request will be refused again. */
    static Answer refused(int status, String type, String detail) {
        return new Answer(status, new Problem(type, detail), 0);
    }

    /** Refuses for now: nothing is lost, the agent tries again. */
    static Answer later(int status, String type, String detail, int seconds) {
        return new Answer(status, new Problem(type, detail), seconds);
    }

    byte[] json() {
        return body == null ? new byte[0] : ContractJson.bytes(body);
    }

    /** RFC 9457 gives problems a media type of their own. */
    String contentType() {
        return body instanceof Problem ? "application/problem+json" : "application/json";
    }
}
