package io.fieldwarden.agent.detect;

/**
 * What judging may take.
 *
 * @param situationsMax open situations; the oldest goes when there would be more
 * @param notesMax values told of one situation
 * @param trackedMax parties or pairs a detector follows at a time; the oldest goes when there would be more
 * @param connectionsMax connections a detector remembers something of
 * @param textMax characters of a device-supplied text in an alert
 */
public record DetectLimits(int situationsMax, int notesMax, int trackedMax, int connectionsMax, int textMax) {
    public static final DetectLimits DEFAULT = new DetectLimits(4096, 16, 8192, 32_768, 200);
}
