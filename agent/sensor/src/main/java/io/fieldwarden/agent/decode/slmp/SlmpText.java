package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;

/** Messages in ASCII: every field as hexadecimal letters (SH-080956ENG clause 4.1). */
final class SlmpText {
    private static final int LENGTH_AT = 10;
    private static final int HEADER = 18;
    private static final int COMMAND_AT = 8;
    private static final int TEXT_3E = 4;
    private static final int TEXT_4E = 12;

    private SlmpText() {}

    /** Letters before the network number; 0 if no message in ASCII starts here. Asks four bytes. */
    static int prefix(Window bytes) {
        int second = bytes.u8(1);
        boolean first = bytes.u8(0) == '5' || bytes.u8(0) == 'D';
        boolean zeros = bytes.u8(2) == '0' && bytes.u8(3) == '0';
        return !first || !zeros ? 0 : second == '0' ? TEXT_3E : second == '4' ? TEXT_4E : 0;
    }

    static Recognition recognise(Window first, boolean stream) {
        if (first.length() < 4) {
            return Recognition.NO;
        }
        int prefix = prefix(first);
        if (prefix == 0) {
            return Recognition.NO;
        }
        int size = size(first);
        if (size == 0) {
            return stream && first.length() < prefix + HEADER ? Recognition.MAYBE : Recognition.NO;
        }
        if (first.length() > size || (!stream && first.length() != size)) {
            return Recognition.NO;
        }
        if (first.u8(0) == 'D') {
            return first.length() == size ? Recognition.LIKELY : Recognition.NO;
        }
        int command = command(first);
        return command >= 0 && SlmpCommand.isKnown(command) ? Recognition.YES : Recognition.NO;
    }

    /** Letters of the whole message; 0 if its length is not there or is none. */
    static int size(Window bytes) {
        int prefix = prefix(bytes);
        int length = bytes.length() < prefix + HEADER - 4 ? -1 : number(bytes, prefix + LENGTH_AT);
        return length < 4 || length > SlmpLimits.LENGTH_MAX ? 0 : prefix + LENGTH_AT + 4 + length;
    }

    /** The command of a request; -1 if it is not there. */
    static int command(Window bytes) {
        int at = prefix(bytes) + LENGTH_AT + COMMAND_AT;
        return bytes.length() < at + 4 ? -1 : number(bytes, at);
    }

    /** The end code of a response; -1 if it is not there. */
    static int endCode(Window bytes) {
        int at = prefix(bytes) + LENGTH_AT + 4;
        return bytes.length() < at + 4 ? -1 : number(bytes, at);
    }

    /** Four hexadecimal letters; -1 if they are none. */
    private static int number(Window bytes, int at) {
        int number = 0;
        for (int index = at; index < at + 4; index++) {
            int digit = Character.digit(bytes.u8(index), 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }
}
