package io.fieldwarden.agent.decode.cbor;

/**
 * What one CBOR document may cost.
 *
 * @param bytesMax longest document read
 * @param nestingMax deepest nesting read, tags included; deeper documents are not taken for CBOR
 * @param depthMax deepest nesting of which values are told
 * @param valuesMax values told per document; the rest is counted as omitted
 * @param pathCharsMax longest JSON pointer; values below a longer one are omitted
 * @param textCharsMax longest text told; longer ones are cut and end in an ellipsis
 * @param byteStringMax bytes of a byte string told, in hexadecimal; longer ones are cut and end in an ellipsis
 * @param bignumBytesMax longest bignum told as a number; longer ones are told as the byte strings they are
 */
public record CborLimits(
        int bytesMax,
        int nestingMax,
        int depthMax,
        int valuesMax,
        int pathCharsMax,
        int textCharsMax,
        int byteStringMax,
        int bignumBytesMax) {

    /** What the agent uses. */
    public static final CborLimits DEFAULT = new CborLimits(1 << 20, 128, 32, 1024, 256, 255, 64, 128);

    public CborLimits {
        if (bytesMax < 1 || nestingMax < depthMax || depthMax < 1 || valuesMax < 1) {
            throw new IllegalArgumentException("limits too small to read anything: " + bytesMax + " bytes, nesting "
                    + nestingMax + " (expected at least depth " + depthMax + "), " + valuesMax + " values");
        }
        if (pathCharsMax < 1 || textCharsMax < 1 || byteStringMax < 1 || bignumBytesMax < 8) {
            throw new IllegalArgumentException("limits too small to tell anything: paths of " + pathCharsMax
                    + " and texts of " + textCharsMax + " characters, " + byteStringMax + " bytes of byte strings, "
                    + bignumBytesMax + " bytes of bignums; expected 1 or more, 8 of bignums");
        }
    }
}
