package io.fieldwarden.agent.baseline;

import io.fieldwarden.agent.observation.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses keys by their first parts, for instance all of one client: compared as bytes, because an alert's text may look
 * through a whole profile. Parts that follow may be anything.
 */
public final class KeyPattern {
    private static final byte SEPARATOR = '\t';
    /** Stands for any part: no part is a separator. */
    private static final byte[] ANY = {SEPARATOR};

    private final List<byte[]> parts = new ArrayList<>(3);

    /** Demands this address next; returns this. */
    public KeyPattern part(Address address) {
        parts.add(new KeyText().start().part(address).copy());
        return this;
    }

    /** Demands this text next; returns this. */
    public KeyPattern part(String text) {
        parts.add(new KeyText().start().part(text).copy());
        return this;
    }

    /** Lets the next part be anything; returns this. */
    public KeyPattern any() {
        parts.add(ANY);
        return this;
    }

    boolean matches(byte[] key) {
        int at = 0;
        for (byte[] part : parts) {
            if (at > key.length) {
                return false;
            }
            int end = endOfPart(key, at);
            boolean free = part.length == 1 && part[0] == SEPARATOR;
            if (!free && !Arrays.equals(key, at, end, part, 0, part.length)) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private static int endOfPart(byte[] key, int from) {
        int end = from;
        while (end < key.length && key[end] != SEPARATOR) {
            end++;
        }
        return end;
    }
}
