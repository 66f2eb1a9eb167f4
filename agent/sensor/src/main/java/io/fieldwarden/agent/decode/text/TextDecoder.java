package io.fieldwarden.agent.decode.text;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;

/** A payload that is one short line of printable ASCII, for instance {@code ON}: a text of its own. Asked last. */
public final class TextDecoder implements PayloadDecoder {
    /** Longest text taken for a value, in bytes; longer ones are documents. */
    static final int BYTES_MAX = 128;

    @Override
    public String format() {
        return "text";
    }

    @Override
    public boolean decode(String topic, Window payload, PayloadValues values) {
        int length = lineLength(payload);
        if (length == 0 || length > BYTES_MAX) {
            return false;
        }
        int first = payload.u8(0);
        if (first == '{' || first == '[' || first == '<') {
            return false; // a document that is cut or broken, not a value
        }
        for (int index = 0; index < length; index++) {
            int character = payload.u8(index);
            if (character < 0x20 || character > 0x7E) {
                return false;
            }
        }
        values.text("", payload.latin1(0, length));
        return true;
    }

    /** Length without the line end that command-line tools leave. */
    private static int lineLength(Window payload) {
        int length = payload.length();
        while (length > 0 && (payload.u8(length - 1) == '\n' || payload.u8(length - 1) == '\r')) {
            length--;
        }
        return length;
    }
}
