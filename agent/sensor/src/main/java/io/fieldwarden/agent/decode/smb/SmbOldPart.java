package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;

/**
 * Words and data of one command (MS-CIFS 2.2.3.2, 2.2.3.3).
 *
 * @param bytes the whole message
 * @param parameters where the words begin
 * @param data where the data begin
 * @param end where they end
 */
record SmbOldPart(Window bytes, int parameters, int words, int data, int end) {
    int word(int index) {
        return bytes.u16le(parameters + 2 * index);
    }

    int flags2() {
        return bytes.u16le(10);
    }

    /** Texts from {@code at}, each ended by zero; wide ones on even offsets. */
    Texts texts(int at, int most) {
        return new Texts(this, at, most);
    }

    /** Walks through texts. */
    static final class Texts {
        private final SmbOldPart part;
        private final int most;
        private int at;

        private Texts(SmbOldPart part, int at, int most) {
            this.part = part;
            this.at = at;
            this.most = most;
        }

        String next() {
            boolean wide = SmbOld.isUnicode(part.flags2());
            if (wide && (at & 1) != 0) {
                at++;
            }
            return text(wide);
        }

        /** A text that is never wide. */
        String nextNarrow() {
            return text(false);
        }

        /** A text after the byte that says what it is. */
        String nextTagged() {
            at++;
            return next();
        }

        private String text(boolean wide) {
            if (at >= part.end()) {
                return "";
            }
            int size = SmbText.length(part.bytes(), at, part.end(), wide);
            int start = at;
            at += size;
            return wide
                    ? SmbText.wide(part.bytes(), start, size, most)
                    : SmbText.narrow(part.bytes(), start, size, most);
        }
    }
}
