package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;

/**
 * Bytes of a message, all of them there; valid as long as the window is.
 *
 * @param at index of the first
 * @param length how many
 */
public record CipPart(Window bytes, int at, int length) {

    /** The rest from {@code skip} bytes on. */
    CipPart from(int skip) {
        return new CipPart(bytes, at + skip, length - skip);
    }

    /** {@code size} bytes from index {@code from}. */
    CipPart at(int from, int size) {
        return new CipPart(bytes, from, size);
    }
}
