package io.fieldwarden.agent.decode.json;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import java.util.Arrays;

/** Values of a document in their order, held back until it has proved to be JSON to its end. */
final class JsonFound {
    private static final int SMALLEST = 16;
    /** Longest text kept for reuse: states and units repeat, messages do not. */
    private static final int KEPT_CHARS_MAX = 32;

    private static final char ELLIPSIS = '…';

    private enum Kind {
        NUMBER,
        TEXT,
        TRUTH
    }

    private final JsonLimits limits;
    private final KeptTexts kept;
    private Kind[] kinds = new Kind[SMALLEST];
    private String[] paths = new String[SMALLEST];
    private double[] numbers = new double[SMALLEST];
    private String[] texts = new String[SMALLEST];
    private int count;
    private int omitted;

    JsonFound(JsonLimits limits) {
        this.limits = limits;
        this.kept = new KeptTexts(limits.textsKept());
    }

    void clear() {
        count = 0;
        omitted = 0;
    }

    void omit() {
        omitted++;
    }

    void number(JsonPath path, double number) {
        if (room(path, Kind.NUMBER)) {
            numbers[count++] = number;
        }
    }

    void truth(JsonPath path, boolean truth) {
        if (room(path, Kind.TRUTH)) {
            numbers[count++] = truth ? 1 : 0;
        }
    }

    void text(JsonPath path, JsonBytes in) {
        if (!room(path, Kind.TEXT)) {
            return;
        }
        int length = in.charCount();
        char[] chars = in.chars();
        if (in.cut()) {
            chars[length++] = ELLIPSIS;
        }
        texts[count++] = length <= KEPT_CHARS_MAX ? kept.text(chars, length) : new String(chars, 0, length);
    }

    private boolean room(JsonPath path, Kind kind) {
        if (count >= limits.valuesMax()) {
            omitted++;
            return false;
        }
        if (count == kinds.length) {
            int size = Math.min(limits.valuesMax(), count * 2);
            kinds = Arrays.copyOf(kinds, size);
            paths = Arrays.copyOf(paths, size);
            numbers = Arrays.copyOf(numbers, size);
            texts = Arrays.copyOf(texts, size);
        }
        kinds[count] = kind;
        paths[count] = path.text();
        return true;
    }

    void tell(PayloadValues values) {
        for (int index = 0; index < count; index++) {
            switch (kinds[index]) {
                case NUMBER -> values.number(paths[index], numbers[index]);
                case TEXT -> values.text(paths[index], texts[index]);
                case TRUTH -> values.truth(paths[index], numbers[index] == 1);
            }
        }
        if (omitted > 0) {
            values.omitted(omitted);
        }
    }
}
