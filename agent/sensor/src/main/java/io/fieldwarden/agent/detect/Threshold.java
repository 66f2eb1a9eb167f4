package io.fieldwarden.agent.detect;

/**
 * A number that configuration may change.
 *
 * @param type alert type it belongs to
 * @param name for instance {@code ports} or {@code window-seconds}
 * @param value the default
 */
public record Threshold(String type, String name, double value) {
    /** Its name in configuration, for instance {@code scan.port/ports}. */
    public String key() {
        return type + "/" + name;
    }
}
