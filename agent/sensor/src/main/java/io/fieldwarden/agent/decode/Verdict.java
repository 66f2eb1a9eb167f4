package io.fieldwarden.agent.decode;

/**
 * A session's answer for the bytes it was shown, as an int so that the hot path allocates nothing: consumed <i>n</i> (zero
 * or more), need <i>n</i> more, or malformed.
 */
public final class Verdict {
    /** The bytes cannot be understood and there is no way to find the next message: stop decoding this connection. */
    public static final int MALFORMED = Integer.MIN_VALUE;

    private Verdict() {}

    /** The first {@code bytes} bytes are done with; show the rest again. Must be more than 0. */
    public static int consumed(int bytes) {
        return bytes;
    }

    /** Nothing can be said before at least {@code bytes} more have arrived. Must be more than 0. */
    public static int need(int bytes) {
        return -bytes;
    }
}
