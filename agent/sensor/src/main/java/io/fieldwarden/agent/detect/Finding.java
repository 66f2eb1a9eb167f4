package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Severity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One sighting of a situation, by a detector.
 *
 * @param atNanos traffic time of the sighting
 * @param type alert type
 * @param key the situation in stable words, without the type; no ephemeral port, no counter
 * @param who whom it is about
 * @param note the value that this sighting adds to those seen, empty if none
 * @param severity how bad it is by now, null for the type's own
 * @param held whether it waits a moment before it is told, whatever its type says
 * @param story told when an alert or a revision is written, not for every sighting
 */
public record Finding(
        long atNanos,
        String type,
        String key,
        Who who,
        String note,
        @Nullable Severity severity,
        boolean held,
        Supplier<Story> story) {

    /** A sighting as bad as its type says. */
    public Finding(long atNanos, String type, String key, Who who, Supplier<Story> story) {
        this(atNanos, type, key, who, "", null, false, story);
    }

    /** The same, adding a value to those seen. */
    public Finding noting(String value) {
        return new Finding(atNanos, type, key, who, value, severity, held, story);
    }

    /** The same, as bad as {@code other}. */
    public Finding as(Severity other) {
        return new Finding(atNanos, type, key, who, note, other, held, story);
    }

    /** The same, told a moment later, because a sharper alert may be about to say it better. */
    public Finding heldBack() {
        return new Finding(atNanos, type, key, who, note, severity, true, story);
    }
}
