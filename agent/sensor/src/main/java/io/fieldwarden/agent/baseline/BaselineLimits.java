package io.fieldwarden.agent.baseline;

/**
 * What a baseline may take.
 *
 * @param profilesMax profiles of one baseline
 * @param keysMax keys of one profile; a profile that would need more stops judging and says so
 * @param rangesMax separate runs of numbers of one key; the two closest become one when there would be more
 * @param columnsMax numbers of one key of a profile of measures
 * @param fileBytesMax largest file that is read back
 */
public record BaselineLimits(int profilesMax, int keysMax, int rangesMax, int columnsMax, int fileBytesMax) {
    public static final BaselineLimits DEFAULT = new BaselineLimits(128, 32_768, 128, 64, 256 * 1024 * 1024);

    /** Longest key in bytes; what is beyond it is kept as a 64-bit digest. */
    public static final int KEY_BYTES_MAX = 512;
}
