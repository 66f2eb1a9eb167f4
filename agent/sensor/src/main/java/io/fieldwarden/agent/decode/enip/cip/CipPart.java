package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;

/** Bytes of a message, all of them there; valid as long as the window is, and until whoever owns it moves it on. */
public final class CipPart {
    private Window bytes;
    private int at;
    private int length;

    public CipPart(Window bytes, int at, int length) {
        this.bytes = bytes;
        this.at = at;
        this.length = length;
    }

    /** Looks at other bytes; returns this. */
    public CipPart over(Window newBytes, int newAt, int newLength) {
        bytes = newBytes;
        at = newAt;
        length = newLength;
        return this;
    }

    public Window bytes() {
        return bytes;
    }

    /** Index of the first. */
    public int at() {
        return at;
    }

    /** How many. */
    public int length() {
        return length;
    }

    /** The rest from {@code skip} bytes on. */
    CipPart from(int skip) {
        return new CipPart(bytes, at + skip, length - skip);
    }

    /** {@code size} bytes from index {@code from}. */
    CipPart at(int from, int size) {
        return new CipPart(bytes, from, size);
    }
}
