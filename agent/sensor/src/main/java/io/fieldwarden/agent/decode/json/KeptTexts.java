package io.fieldwarden.agent.decode.json;

import org.jspecify.annotations.Nullable;

/** Texts kept so that what repeats is built once; bounded, the newest takes the place of another. */
final class KeptTexts {
    private final @Nullable String[] texts;

    KeptTexts(int atLeast) {
        texts = new @Nullable String[Integer.highestOneBit(Math.max(2, atLeast * 2 - 1))];
    }

    String text(char[] chars, int length) {
        if (length == 0) {
            return "";
        }
        int hash = 0;
        for (int index = 0; index < length; index++) {
            hash = hash * 31 + chars[index];
        }
        hash *= 0x9E37_79B9;
        int first = (hash ^ (hash >>> 15)) & (texts.length - 1);
        int second = (first + 1) & (texts.length - 1);
        String text = texts[first];
        if (text != null && same(text, chars, length)) {
            return text;
        }
        String other = texts[second];
        if (other != null && same(other, chars, length)) {
            return other;
        }
        String made = new String(chars, 0, length);
        texts[text == null ? first : second] = made;
        return made;
    }

    private static boolean same(String text, char[] chars, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if (text.charAt(index) != chars[index]) {
                return false;
            }
        }
        return true;
    }
}
