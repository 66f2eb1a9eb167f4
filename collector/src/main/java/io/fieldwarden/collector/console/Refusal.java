package io.fieldwarden.collector.console;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A request is refused; the message is told to the person who asked. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String type;
    private final long retryAfterSeconds;

    private Refusal(int status, String type, String detail, long retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    Refusal(int status, String type, String detail) {
        this(status, type, detail, 0);
    }

    static Refusal wait(Duration remaining) {
        long seconds = Math.max(1, remaining.toSeconds() + (remaining.getNano() > 0 ? 1 : 0));
        String detail = "Too many wrong passwords. Try again in " + seconds + " s.";
        return new Refusal(429, "too-many-tries", detail, seconds);
    }

    int status() {
        return status;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    JsonObject problem() {
        JsonObject problem =
                new JsonObject().put("type", type).put("status", status).put("detail", String.valueOf(getMessage()));
        return retryAfterSeconds > 0 ? problem.put("retryAfterSeconds", retryAfterSeconds) : problem;
    }
}
