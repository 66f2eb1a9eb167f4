package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.spool.SpooledAlert;
import java.nio.charset.StandardCharsets;

/** Says in a log line which alert is meant. */
final class AlertLine {
    private static final int EXCERPT_BYTES_MAX = 400;

    private AlertLine() {}

    /** The alert's id. */
    static String text(SpooledAlert alert) {
        return "%016x%016x".formatted(alert.key().high(), alert.key().low());
    }

    /** The beginning of the alert as it was sent, without control characters. */
    static String excerpt(SpooledAlert alert) {
        int length = Math.min(EXCERPT_BYTES_MAX, alert.json().length);
        String start = new String(alert.json(), 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        return length < alert.json().length ? start + "…" : start;
    }
}
