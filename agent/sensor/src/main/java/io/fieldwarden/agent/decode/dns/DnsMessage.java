package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message as read: header, questions and records as far as they could be read. Reused, the lists are new each time. */
final class DnsMessage {
    private static final int RECORD_FIXED = 10;

    private final DnsLimits limits;
    private final DnsText text;
    private int flags;
    private int id;
    private int answerCount;
    private List<Question> questions = List.of();
    private List<Answer> records = List.of();
    private @Nullable DnsAnomaly fault;
    private String found = "";

    /** What is asked for; the top bit of {@code klass} (RFC 6762 5.4) is taken off. */
    record Question(String name, int type, int klass) {}

    /** A resource record; {@code data} as Zeek writes it, the type's name where the data is not read. */
    record Answer(String name, int type, long ttl, String data) {}

    DnsMessage(DnsLimits limits) {
        this.limits = limits;
        this.text = new DnsText(limits);
    }

    /** Reads the message that fills {@code bytes}; false if there is not even a header. */
    boolean read(Window bytes) {
        questions = new ArrayList<>(1);
        records = List.of();
        fault = null;
        if (bytes.length() < DnsLimits.HEADER) {
            fault(DnsAnomaly.TOO_SHORT, bytes.length() + " bytes, expected at least 12");
            return false;
        }
        id = bytes.u16(0);
        flags = bytes.u16(2);
        answerCount = bytes.u16(6);
        if (isReserved()) {
            fault(DnsAnomaly.RESERVED_BIT, "flags " + Integer.toHexString(flags) + ", expected bit 6 to be 0");
        }
        int at = questions(bytes);
        if (at >= 0) {
            at = records(bytes, at);
        }
        if (at >= 0 && at < bytes.length() && records.size() < limits.recordsMax()) {
            fault(DnsAnomaly.TRAILING_BYTES, (bytes.length() - at) + " bytes after the last record, expected none");
        }
        return true;
    }

    private int questions(Window bytes) {
        int at = DnsLimits.HEADER;
        for (int index = 0; index < bytes.u16(4); index++) {
            int after = text.read(bytes, at);
            if (after < 0 || after + 4 > bytes.length()) {
                return broken(after, "question " + index, at);
            }
            if (index < limits.questionsMax()) {
                questions.add(new Question(text.name(), bytes.u16(after), bytes.u16(after + 2) & 0x7FFF));
            }
            at = after + 4;
        }
        return at;
    }

    private int records(Window bytes, int from) {
        int count = Math.min(bytes.u16(6) + bytes.u16(8) + bytes.u16(10), limits.recordsMax());
        if (count > 0) {
            records = new ArrayList<>(Math.min(count, 16));
        }
        int at = from;
        for (int index = 0; index < count; index++) {
            int after = text.read(bytes, at);
            if (after < 0 || after + RECORD_FIXED > bytes.length()) {
                return broken(after, "record " + index, at);
            }
            String name = text.name();
            int end = after + RECORD_FIXED + bytes.u16(after + 8);
            if (end > bytes.length()) {
                return broken(0, "record " + index, at);
            }
            int type = bytes.u16(after);
            String data = text.data(bytes, type, after + RECORD_FIXED, end);
            records.add(new Answer(name, type, bytes.u32(after + 4), data));
            at = end;
        }
        return at;
    }

    private int broken(int after, String what, int at) {
        if (after == DnsText.BAD) {
            fault(DnsAnomaly.BAD_NAME, what + " at byte " + at + ": expected a name of labels and earlier pointers");
        } else if ((flags & 0x0200) == 0) {
            fault(DnsAnomaly.TRUNCATED_RECORD, what + " at byte " + at + " reaches over the end");
        }
        return -1;
    }

    private void fault(DnsAnomaly anomaly, String detail) {
        if (fault == null || anomaly.malformed()) {
            fault = anomaly;
            found = detail;
        }
    }

    /** The gravest rule the message breaks. */
    @Nullable
    DnsAnomaly fault() {
        return fault;
    }

    /** What was found and expected, if there is a fault. */
    String found() {
        return found;
    }

    int id() {
        return id;
    }

    boolean response() {
        return (flags & 0x8000) != 0;
    }

    int opcode() {
        return (flags >> 11) & 15;
    }

    int rcode() {
        return flags & 15;
    }

    boolean authoritative() {
        return (flags & 0x0400) != 0;
    }

    boolean truncated() {
        return (flags & 0x0200) != 0;
    }

    private boolean isReserved() {
        return (flags & 0x0040) != 0;
    }

    List<Question> questions() {
        return questions;
    }

    /** Records of all sections in order. */
    List<Answer> records() {
        return records;
    }

    /** Records of the answer section. */
    List<Answer> answers() {
        return records.subList(0, Math.min(answerCount, records.size()));
    }
}
