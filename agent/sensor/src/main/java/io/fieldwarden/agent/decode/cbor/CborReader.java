package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;

/** Tells the values of an item that is known to be well-formed. */
final class CborReader {
    private static final int FALSE = 20;
    private static final int TRUE = 21;
    private static final int HALF = 25;
    private static final int SINGLE = 26;
    private static final int DOUBLE = 27;

    private final Window bytes;
    private final CborLimits limits;
    private final PayloadValues values;
    private final CborHead head = new CborHead();
    private final CborStrings strings;
    private final CborTags tags;
    private final StringBuilder path = new StringBuilder();
    private int told;
    private int omitted;

    CborReader(Window bytes, CborLimits limits, PayloadValues values) {
        this.bytes = bytes;
        this.limits = limits;
        this.values = values;
        this.strings = new CborStrings(bytes, limits);
        this.tags = new CborTags(bytes, limits);
    }

    void tell(int from) {
        item(from, 0, true);
        if (omitted > 0) {
            values.omitted(omitted);
        }
    }

    /** The item at {@code at}; answers where it ends. {@code named} is false below a key that has no name. */
    private int item(int at, int depth, boolean named) {
        head.read(bytes, at);
        boolean tellable = named && depth <= limits.depthMax() && path.length() <= limits.pathCharsMax();
        return switch (head.major) {
            case CborHead.UNSIGNED, CborHead.NEGATIVE -> {
                int next = head.next;
                number(CborTags.integer(head), tellable);
                yield next;
            }
            case CborHead.BYTES -> text(tellable, strings.hexadecimal(head));
            case CborHead.TEXT -> text(tellable, strings.text(head));
            case CborHead.ARRAY -> array(depth, named);
            case CborHead.MAP -> map(depth, named);
            case CborHead.TAG -> tagged(depth, named, tellable);
            default -> simple(tellable);
        };
    }

    private int text(boolean tellable, String text) {
        if (room(tellable)) {
            values.text(path.toString(), text);
        }
        return strings.end();
    }

    private void number(double number, boolean tellable) {
        // infinity and not-a-number are no readings, as null is none
        if (Double.isFinite(number) && room(tellable)) {
            values.number(path.toString(), number);
        }
    }

    private boolean room(boolean tellable) {
        if (tellable && told < limits.valuesMax()) {
            told++;
            return true;
        }
        omitted++;
        return false;
    }

    private int array(int depth, boolean named) {
        boolean indefinite = head.indefinite();
        long left = head.argument;
        int at = head.next;
        int mark = path.length();
        for (int index = 0; indefinite ? bytes.u8(at) != CborHead.BREAK : index < left; index++) {
            path.append('/').append(index);
            at = item(at, depth + 1, named);
            path.setLength(mark);
        }
        return indefinite ? at + 1 : at;
    }

    private int map(int depth, boolean named) {
        boolean indefinite = head.indefinite();
        long left = head.argument;
        int at = head.next;
        int mark = path.length();
        for (int index = 0; indefinite ? bytes.u8(at) != CborHead.BREAK : index < left; index++) {
            head.read(bytes, at);
            String key = strings.key(head);
            int keyEnd = key == null ? new CborForm(bytes, limits.nestingMax()).end(at) : strings.end();
            if (key != null) {
                append(key);
            }
            at = item(keyEnd, depth + 1, named && key != null);
            path.setLength(mark);
        }
        return indefinite ? at + 1 : at;
    }

    private void append(String key) {
        path.append('/');
        for (int index = 0; index < key.length(); index++) {
            char character = key.charAt(index);
            switch (character) {
                case '~' -> path.append("~0");
                case '/' -> path.append("~1");
                default -> path.append(character);
            }
        }
    }

    /** Numbers that tags build are numbers; any other tag says how to understand what stands below it. */
    private int tagged(int depth, boolean named, boolean tellable) {
        int content = head.next;
        if (tags.number(head)) {
            number(tags.value(), tellable);
            return tags.end();
        }
        return item(content, depth, named);
    }

    private int simple(boolean tellable) {
        int next = head.next;
        switch (head.info) {
            case FALSE, TRUE -> {
                boolean truth = head.info == TRUE;
                if (room(tellable)) {
                    values.truth(path.toString(), truth);
                }
            }
            case HALF -> number(Float.float16ToFloat((short) head.argument), tellable);
            case SINGLE -> number(Float.intBitsToFloat((int) head.argument), tellable);
            case DOUBLE -> number(Double.longBitsToDouble(head.argument), tellable);
            default -> {
                // null, undefined and unassigned simple values carry no value
            }
        }
        return next;
    }
}
