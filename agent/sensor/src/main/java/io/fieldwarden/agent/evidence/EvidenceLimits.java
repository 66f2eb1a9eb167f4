package io.fieldwarden.agent.evidence;

import io.fieldwarden.agent.contract.Evidence;

/**
 * How much of the past is kept and how much of it is shown.
 *
 * @param ringBytes bytes of frames remembered, at least two of the longest frames
 * @param ringFrames most frames remembered, a power of two
 * @param packetsMax most packets in one piece of evidence
 * @param packetsAfterMax how many of them may be later than the sighting
 * @param bytesMax largest piece of evidence
 * @param packetBytesMax longest packet shown; longer ones are cut, so that one cannot push out all others
 */
public record EvidenceLimits(
        int ringBytes, int ringFrames, int packetsMax, int packetsAfterMax, int bytesMax, int packetBytesMax) {
    public static final EvidenceLimits DEFAULT =
            new EvidenceLimits(4 * 1024 * 1024, 32 * 1024, 32, 8, Evidence.BYTES_MAX, 16 * 1024);

    public EvidenceLimits {
        if (ringBytes < 2 * FrameRing.FRAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a ring of " + ringBytes + " bytes; expected at least " + 2 * FrameRing.FRAME_BYTES_MAX);
        }
        if (ringFrames < 2 || Integer.bitCount(ringFrames) != 1) {
            throw new IllegalArgumentException("a ring of " + ringFrames + " frames; expected a power of two");
        }
        if (packetsAfterMax < 0 || packetsAfterMax >= packetsMax) {
            throw new IllegalArgumentException(
                    packetsAfterMax + " packets after the sighting; expected 0 to " + (packetsMax - 1));
        }
        if (bytesMax > Evidence.BYTES_MAX) {
            throw new IllegalArgumentException(
                    "evidence of " + bytesMax + " bytes; expected at most " + Evidence.BYTES_MAX);
        }
    }
}
