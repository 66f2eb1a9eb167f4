package io.fieldwarden.agent.detect.mqtt;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Shapes of the texts lately asked for; bounded, the newest takes the place of another. */
final class ShapeMemo {
    private static final int SLOTS = 4_096;

    private final UnaryOperator<String> rule;
    private final @Nullable String[] texts = new @Nullable String[SLOTS];
    private final @Nullable String[] shapes = new @Nullable String[SLOTS];

    /** @param rule one of {@link Shapes} */
    ShapeMemo(UnaryOperator<String> rule) {
        this.rule = rule;
    }

    /** The shape of {@code text}; the very same text if there is no id in it. */
    String of(String text) {
        int hash = text.hashCode() * 0x9E37_79B9;
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        String shape = shapes[slot];
        if (shape != null && text.equals(texts[slot])) {
            return shape;
        }
        shape = rule.apply(text);
        texts[slot] = text;
        shapes[slot] = shape;
        return shape;
    }
}
