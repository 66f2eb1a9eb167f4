package io.fieldwarden.agent.decode.json;

/** The JSON pointer (RFC 6901) of where the reader stands, built in place and given out as one kept text per pointer. */
final class JsonPath {
    private final char[] chars;
    private final int[] marks;
    private final int[] indices;
    private final KeptTexts kept;
    /** Length of the pointer; more than fits if it is beyond the limit. */
    private int length;

    JsonPath(JsonLimits limits) {
        chars = new char[limits.pathCharsMax()];
        marks = new int[limits.nestingMax() + 1];
        indices = new int[limits.nestingMax() + 1];
        kept = new KeptTexts(limits.textsKept());
    }

    void clear() {
        length = 0;
    }

    void enter(int depth) {
        marks[depth] = length;
        indices[depth] = -1;
    }

    void leave(int depth) {
        length = marks[depth];
    }

    void member(int depth, char[] name, int nameLength) {
        length = marks[depth];
        add('/');
        for (int index = 0; index < nameLength; index++) {
            char character = name[index];
            if (character == '~' || character == '/') {
                add('~');
                add(character == '~' ? '0' : '1');
            } else {
                add(character);
            }
        }
    }

    void nextIndex(int depth) {
        length = marks[depth];
        add('/');
        int index = ++indices[depth];
        int power = 1;
        while (index / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            add((char) ('0' + index / power % 10));
        }
    }

    private void add(char character) {
        if (length < chars.length) {
            chars[length] = character;
        }
        length++;
    }

    boolean fits() {
        return length <= chars.length;
    }

    /** The pointer as a text; the same one each time. */
    String text() {
        return kept.text(chars, length);
    }
}
