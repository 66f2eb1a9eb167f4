package io.fieldwarden.collector.sink;

/** Text as receivers can take it: well-formed Unicode without anything a terminal or a parser would obey. */
public final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Bytes that {@code text} takes in UTF-8. */
    public static int length(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                bytes += 1;
            } else if (unit < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                bytes += 4;
                at++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Whether every character is ASCII. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(unit -> unit < 0x80);
    }

    /**
     * Replaces control characters, unpaired surrogates, line and paragraph separators and marks that turn the direction of
     * writing by U+FFFD; keeps line feed and carriage return, which every format escapes in its own way.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || !harmful(point)) {
                clean.appendCodePoint(point);
            } else {
                clean.append(REPLACEMENT);
            }
        });
        return clean.toString();
    }

    /** The first {@code charsMax} characters and an ellipsis, never half a surrogate pair. */
    public static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 2)) ? charsMax - 2 : charsMax - 1;
        return text.substring(0, end) + "…";
    }

    private static boolean harmful(int point) {
        return Character.isISOControl(point)
                || (point >= 0xD800 && point <= 0xDFFF)
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0xFEFF;
    }
}
