package io.fieldwarden.agent.decode.json;

/**
 * What one JSON document may cost.
 *
 * @param bytesMax longest document read
 * @param nestingMax deepest nesting read; deeper documents are not taken for JSON (RFC 8259, 9 allows a limit)
 * @param depthMax deepest nesting of which values are told
 * @param valuesMax values told per document; the rest is counted as omitted
 * @param pathCharsMax longest JSON pointer; values below a longer one are omitted
 * @param textCharsMax longest text told; longer ones are cut and end in an ellipsis
 * @param textsKept pointers, and short texts, kept for reuse per thread
 */
public record JsonLimits(
        int bytesMax, int nestingMax, int depthMax, int valuesMax, int pathCharsMax, int textCharsMax, int textsKept) {

    /** What the agent uses. */
    public static final JsonLimits DEFAULT = new JsonLimits(1 << 20, 512, 32, 1024, 256, 256, 2048);

    public JsonLimits {
        if (bytesMax < 1 || nestingMax < depthMax || depthMax < 1 || valuesMax < 1) {
            throw new IllegalArgumentException("limits too small to read anything: " + bytesMax + " bytes, nesting "
                    + nestingMax + " (expected at least depth " + depthMax + "), " + valuesMax + " values");
        }
        if (pathCharsMax < 1 || textCharsMax < 1 || textsKept < 1) {
            throw new IllegalArgumentException(
                    "limits too small to tell anything: paths of " + pathCharsMax + " and texts of " + textCharsMax
                            + " characters, " + textsKept + " texts kept; expected 1 or more");
        }
    }
}
