package io.fieldwarden.agent.detect;

/**
 * A number that configuration may change.
 *
 * @param type alert type it belongs to
 * @param name for instance {@code ports} or {@code window-seconds}
 * @param value the default
 * @param key its name in configuration, for instance {@code scan.port/ports}; kept, because it is asked for often
 */
public record Threshold(String type, String name, double value, String key) {
    /** A number with its default. */
    public Threshold(String type, String name, double value) {
        this(type, name, value, type + "/" + name);
    }
}
