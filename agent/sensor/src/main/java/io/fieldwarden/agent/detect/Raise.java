package io.fieldwarden.agent.detect;

/**
 * An alert type a detector raises, and how it is suppressed.
 *
 * @param type id in the catalogue
 * @param learned whether it rests on the baseline: silent while learning, and the same situation stays one alert for the
 *     longer of the two quiet periods
 * @param held whether it waits a moment before it is told, because a sharper alert may be about to say it better
 * @param suspicious whether what the originator does while this is open must not become normal
 */
public record Raise(String type, boolean learned, boolean held, boolean suspicious) {

    /** A rule: bad whatever was learned. */
    public static Raise rule(String type) {
        return new Raise(type, false, false, false);
    }

    /** Unlike what was learned. */
    public static Raise learned(String type) {
        return new Raise(type, true, false, false);
    }

    /** The same, told a moment later. */
    public Raise heldBack() {
        return new Raise(type, learned, true, suspicious);
    }

    /** The same, and a reason not to learn from its originator. */
    public Raise suspect() {
        return new Raise(type, learned, held, true);
    }
}
