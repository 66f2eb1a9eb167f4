package io.fieldwarden.agent.decode.json;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;

/**
 * Reads one document at a time without recursion and without a tree: the containers that are open are a stack of marks in
 * the pointer under construction. Values are kept until the document has proved to be one.
 */
final class JsonReader {
    private final JsonLimits limits;
    private final JsonBytes in;
    private final JsonPath path;
    private final JsonFound found;
    private final JsonNumber number = new JsonNumber();
    private final boolean[] isObject;
    private int depth;
    /** Whether the innermost container has no element yet. */
    private boolean fresh;

    JsonReader(JsonLimits limits) {
        this.limits = limits;
        this.in = new JsonBytes(Math.max(limits.textCharsMax(), limits.pathCharsMax()));
        this.path = new JsonPath(limits);
        this.found = new JsonFound(limits);
        this.isObject = new boolean[limits.nestingMax() + 1];
    }

    boolean read(Window payload, PayloadValues values) {
        if (payload.length() == 0 || payload.length() > limits.bytesMax()) {
            return false;
        }
        in.start(payload);
        path.clear();
        found.clear();
        depth = 0;
        in.skipByteOrderMark();
        in.skipSpace();
        if (!value()) {
            return false;
        }
        while (depth > 0) {
            if (!element()) {
                return false;
            }
        }
        in.skipSpace();
        if (in.peek() != JsonBytes.END) {
            return false;
        }
        found.tell(values);
        return true;
    }

    /** The next element of the innermost container, or its end. */
    private boolean element() {
        in.skipSpace();
        boolean object = isObject[depth];
        if (in.peek() == (object ? '}' : ']')) {
            in.step();
            path.leave(depth--);
            fresh = false;
            return true;
        }
        if (!fresh && !in.take(',')) {
            return false;
        }
        fresh = false;
        in.skipSpace();
        if (object) {
            if (!in.text(limits.pathCharsMax())) {
                return false;
            }
            path.member(depth, in.chars(), in.charCount());
            in.skipSpace();
            if (!in.take(':')) {
                return false;
            }
            in.skipSpace();
        } else {
            path.nextIndex(depth);
        }
        return value();
    }

    private boolean value() {
        int next = in.peek();
        return switch (next) {
            case '{', '[' -> open(next == '{');
            case '"' -> text();
            case 't' -> in.word("true") && truth(true);
            case 'f' -> in.word("false") && truth(false);
            case 'n' -> in.word("null");
            default -> number();
        };
    }

    private boolean open(boolean object) {
        in.step();
        if (depth >= limits.nestingMax()) {
            return false;
        }
        depth++;
        isObject[depth] = object;
        path.enter(depth);
        fresh = true;
        return true;
    }

    private boolean tellable() {
        if (depth <= limits.depthMax() && path.fits()) {
            return true;
        }
        found.omit();
        return false;
    }

    private boolean text() {
        if (!in.text(limits.textCharsMax())) {
            return false;
        }
        if (tellable()) {
            found.text(path, in);
        }
        return true;
    }

    private boolean truth(boolean truth) {
        if (tellable()) {
            found.truth(path, truth);
        }
        return true;
    }

    private boolean number() {
        if (!number.read(in)) {
            return false;
        }
        if (!Double.isFinite(number.value())) {
            found.omit(); // 1e999 is a number of JSON's grammar and of nothing else
        } else if (tellable()) {
            found.number(path, number.value());
        }
        return true;
    }
}
