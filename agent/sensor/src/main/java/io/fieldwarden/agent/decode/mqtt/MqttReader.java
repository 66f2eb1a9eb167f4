package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Window;

/**
 * Reads the fields of one packet in wire order. The first field that does not fit breaks the reader: it says so once, and
 * every later read gives 0 or an empty text, so that decoders need no checks between fields.
 */
final class MqttReader {
    private final Window bytes = new Window();
    private final MqttLimits limits;
    private Findings findings = (anomaly, detail) -> {};
    private int at;
    private int end;
    private boolean broken;
    private int complaints;

    MqttReader(MqttLimits limits) {
        this.limits = limits;
    }

    /** Reads {@code length} bytes of {@code source} from {@code from}; returns this. */
    MqttReader over(Window source, int from, int length, Findings newFindings) {
        bytes.over(source, from, length);
        findings = newFindings;
        at = 0;
        end = length;
        broken = false;
        complaints = 0;
        return this;
    }

    MqttLimits limits() {
        return limits;
    }

    Window bytes() {
        return bytes;
    }

    /** Offset of the next field from the start of the packet's body. */
    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    /** Whether a field did not fit. */
    boolean broken() {
        return broken;
    }

    /** Whether any rule was found broken. */
    boolean complained() {
        return complaints > 0;
    }

    /** Says that a rule was broken; beyond the limit per packet only the first are told. */
    void found(MqttAnomaly anomaly, String detail) {
        if (complaints++ < limits.findingsMax()) {
            findings.found(anomaly, detail);
        }
    }

    /** Says why the packet cannot be read on, once. */
    void breakOff(MqttAnomaly anomaly, String detail) {
        if (!broken) {
            broken = true;
            found(anomaly, detail);
        }
        at = end;
    }

    private boolean has(int size, String field) {
        if (!broken && end - at >= size) {
            return true;
        }
        if (!broken) {
            breakOff(MqttAnomaly.TRUNCATED, field + " takes " + size + " bytes, " + (end - at) + " are left");
        }
        return false;
    }

    int u8(String field) {
        return has(1, field) ? bytes.u8(at++) : 0;
    }

    int u16(String field) {
        if (!has(2, field)) {
            return 0;
        }
        at += 2;
        return bytes.u16(at - 2);
    }

    long u32(String field) {
        if (!has(4, field)) {
            return 0;
        }
        at += 4;
        return bytes.u32(at - 4);
    }

    /** A variable byte integer (1.5.5). */
    int varint(String field) {
        int value = 0;
        for (int index = 0; index < 4; index++) {
            int part = u8(field);
            value |= (part & 0x7F) << (7 * index);
            if (part < 0x80) {
                if (index > 0 && part == 0 && !broken) {
                    found(MqttAnomaly.PADDED_LENGTH, field + " " + value + " takes " + (index + 1) + " bytes");
                }
                return value;
            }
        }
        breakOff(MqttAnomaly.INVALID_LENGTH, field + " does not end within 4 bytes");
        return 0;
    }

    /** Steps over {@code size} bytes; answers where they start, or -1 if they are not there. */
    int skip(int size, String field) {
        if (!has(size, field)) {
            return -1;
        }
        at += size;
        return at - size;
    }

    /** A text (1.5.4): checked, and cut to the limit. */
    String text(String field) {
        int size = u16(field);
        int start = skip(size, field);
        if (start < 0) {
            return "";
        }
        checkText(start, size, field);
        return MqttText.bounded(bytes, start, size, limits.textCharsMax());
    }

    /** Says so if a text breaks the rules for texts. */
    void checkText(int start, int size, String field) {
        int wrong = MqttText.fault(bytes, start, size);
        if (wrong >= 0) {
            boolean zero = bytes.u8(start + wrong) == 0;
            found(
                    zero ? MqttAnomaly.NULL_CHARACTER : MqttAnomaly.INVALID_UTF8,
                    field + " of " + size + " bytes, at byte " + wrong);
        }
    }

    /** Binary data (1.5.6): only its length is of interest. */
    int binaryLength(String field) {
        int size = u16(field);
        return skip(size, field) < 0 ? 0 : size;
    }

    /** Sets a narrower end for a block of fields; answers the end to give back to {@link #widen}. */
    int narrow(int size) {
        int outer = end;
        end = at + size;
        return outer;
    }

    void widen(int outerEnd) {
        end = outerEnd;
        if (broken) {
            at = end;
        }
    }

    /** Takes the rules found broken while a packet is read. */
    @FunctionalInterface
    interface Findings {
        void found(MqttAnomaly anomaly, String detail);
    }
}
