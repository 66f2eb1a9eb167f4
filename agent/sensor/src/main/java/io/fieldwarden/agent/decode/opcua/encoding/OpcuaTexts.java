package io.fieldwarden.agent.decode.opcua.encoding;

import io.fieldwarden.agent.observation.Values;
import java.util.List;

/** How decoded fields are written. */
public final class OpcuaTexts {
    /** A null variant, a missing text, a secret that was not there. */
    public static final OpcuaDatum NOTHING = new OpcuaDatum.Text("");

    /** Characters of a structure or an array as text. */
    private static final int LONG_TEXT = 1_024;
    /** Characters of one value as text. */
    private static final int VALUE_TEXT = 255;

    private OpcuaTexts() {}

    /** {@code NodesToRead} as {@code nodes_to_read}. */
    public static String snake(String name) {
        StringBuilder text = new StringBuilder(name.length() + 4);
        for (int index = 0; index < name.length(); index++) {
            char letter = name.charAt(index);
            if (Character.isUpperCase(letter)) {
                if (index > 0) {
                    text.append('_');
                }
                letter = Character.toLowerCase(letter);
            }
            text.append(letter);
        }
        return text.toString();
    }

    public static String bounded(String text) {
        return cut(text, VALUE_TEXT);
    }

    /** Cuts between characters, not inside a surrogate pair. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** {@code {NodeId: i=85, AttributeId: Value}}: the fields that say something. */
    public static String structure(OpcuaDatum.Structure structure) {
        StringBuilder text = new StringBuilder(64).append('{');
        List<OpcuaDatum> fields = structure.fields();
        for (int index = 0; index < fields.size() && text.length() < LONG_TEXT; index++) {
            String value = fields.get(index).text();
            if (!value.isEmpty()) {
                text.append(text.length() > 1 ? ", " : "")
                        .append(structure.type().fields().get(index).name())
                        .append(": ")
                        .append(value);
            }
        }
        return cut(text.append('}').toString(), LONG_TEXT);
    }

    /** {@code [1, 2]}; nothing for an array without elements. */
    public static String list(OpcuaDatum.Many many) {
        if (many.items().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(32).append('[');
        for (int index = 0; index < many.items().size() && text.length() < LONG_TEXT; index++) {
            text.append(index > 0 ? ", " : "").append(many.items().get(index).text());
        }
        return cut(text.append(']').toString(), LONG_TEXT);
    }

    /** An array as values: numbers if all are, else texts. */
    public static Values array(OpcuaDatum.Many many, int most) {
        int count = Math.min(many.items().size(), most);
        double[] numbers = new double[count];
        for (int index = 0; index < count; index++) {
            Values one = many.items().get(index).values(1);
            if (one instanceof Values.Texts) {
                return texts(many, count);
            }
            numbers[index] = one.number(0);
        }
        return new Values.Numbers(numbers);
    }

    private static Values texts(OpcuaDatum.Many many, int count) {
        String[] texts = new String[count];
        for (int index = 0; index < count; index++) {
            texts[index] = bounded(many.items().get(index).text());
        }
        return new Values.Texts(texts);
    }
}
