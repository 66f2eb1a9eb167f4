package io.fieldwarden.agent.decode.json;

import io.fieldwarden.agent.decode.Window;

/** The bytes of a document with a position in them, and the tokens that are spelled out: space, words, texts. */
final class JsonBytes {
    /** What {@link #peek} answers behind the last byte. */
    static final int END = -1;

    private static final int REPLACEMENT = 0xFFFD;

    private final char[] chars;
    private Window bytes = new Window();
    private int at;
    private int charCount;
    private int charsMax;
    private boolean cut;

    JsonBytes(int charsMost) {
        chars = new char[charsMost + 2];
    }

    void start(Window newBytes) {
        bytes = newBytes;
        at = 0;
    }

    int peek() {
        return at < bytes.length() ? bytes.u8(at) : END;
    }

    void step() {
        at++;
    }

    int at() {
        return at;
    }

    /** What stands between {@code from} and here. */
    String since(int from) {
        return bytes.latin1(from, at - from);
    }

    boolean take(int expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    void skipSpace() {
        int next = peek();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            at++;
            next = peek();
        }
    }

    /** A byte order mark may be ignored (RFC 8259, 8.1). */
    void skipByteOrderMark() {
        if (bytes.length() >= 3 && bytes.u24(0) == 0xEFBBBF) {
            at = 3;
        }
    }

    boolean word(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (!take(word.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    char[] chars() {
        return chars;
    }

    /** Characters of the text read last, without what was cut. */
    int charCount() {
        return charCount;
    }

    /** Whether the text read last was longer than what is kept of it. */
    boolean cut() {
        return cut;
    }

    /** A text in quotation marks; what goes beyond {@code most} characters is read but not kept. */
    boolean text(int most) {
        charCount = 0;
        charsMax = most;
        cut = false;
        if (!take('"')) {
            return false;
        }
        while (true) {
            int next = peek();
            if (next == '"') {
                at++;
                return true;
            }
            if (next < 0x20) {
                return false; // END, or a control character that must be escaped (RFC 8259, 7)
            }
            if (next == '\\') {
                if (!escape()) {
                    return false;
                }
            } else if (next < 0x80) {
                at++;
                keep(next);
            } else {
                keep(multibyte(next));
            }
        }
    }

    private void keep(int character) {
        int size = Character.charCount(character);
        if (cut || charCount + size > charsMax) {
            cut = true;
            return;
        }
        charCount += Character.toChars(character, chars, charCount);
    }

    private boolean escape() {
        at++;
        int kind = peek();
        at++;
        switch (kind) {
            case '"', '\\', '/' -> keep(kind);
            case 'b' -> keep('\b');
            case 'f' -> keep('\f');
            case 'n' -> keep('\n');
            case 'r' -> keep('\r');
            case 't' -> keep('\t');
            case 'u' -> {
                int unit = hex4();
                if (unit < 0) {
                    return false;
                }
                keep(surrogates(unit));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Joins a pair of escapes into one character; a surrogate on its own stands for nothing. */
    private int surrogates(int unit) {
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        int back = at;
        if (Character.isHighSurrogate((char) unit) && take('\\') && take('u')) {
            int low = hex4();
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        at = back;
        return REPLACEMENT;
    }

    private int hex4() {
        int value = 0;
        for (int index = 0; index < 4; index++) {
            int next = peek();
            int digit = next < 0 || next > 'f' ? -1 : Character.digit(next, 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
            at++;
        }
        return value;
    }

    /** A character of two to four bytes; a sequence that is not well-formed gives a replacement and moves on by one byte. */
    private int multibyte(int first) {
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || bytes.length() - at < length) {
            at++;
            return REPLACEMENT;
        }
        int value = first & (0x7F >> length);
        for (int index = 1; index < length; index++) {
            int next = bytes.u8(at + index);
            if ((next & 0xC0) != 0x80) {
                at++;
                return REPLACEMENT;
            }
            value = value << 6 | (next & 0x3F);
        }
        int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
            at++;
            return REPLACEMENT;
        }
        at += length;
        return value;
    }
}
