package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Address;
import java.util.StringJoiner;

/** Reads names and record data (RFC 1035 3.1, 3.3, 4.1.4). Reused. */
final class DnsText {
    /** Answer of {@link #read}: no name of labels and pointers. */
    static final int BAD = -1;
    /** Answer of {@link #read}: the name reaches over the end. */
    static final int CUT = -2;

    private static final int POINTER = 0xC0;

    private final DnsLimits limits;
    private final StringBuilder built = new StringBuilder();

    DnsText(DnsLimits limits) {
        this.limits = limits;
    }

    /** The name read last, without the final dot; the root is empty. */
    String name() {
        return built.length() <= limits.textChars() ? built.toString() : built.substring(0, limits.textChars());
    }

    /** Reads the name at {@code at}: the index after it, {@link #BAD} or {@link #CUT}. */
    int read(Window bytes, int at) {
        built.setLength(0);
        int after = CUT;
        int pointers = 0;
        int size = 0;
        int position = at;
        int lowest = at;
        while (position < bytes.length()) {
            int length = bytes.u8(position);
            if (length == 0) {
                return pointers == 0 ? position + 1 : after;
            }
            if (length >= POINTER) {
                if (position + 2 > bytes.length()) {
                    return CUT;
                }
                after = pointers == 0 ? position + 2 : after;
                position = bytes.u16(position) & 0x3FFF;
                if (++pointers > limits.pointersMax() || position >= lowest) {
                    return BAD; // only what stands earlier may be pointed to
                }
                lowest = position;
                continue;
            }
            size += 1 + length;
            if (length > 63 || size > DnsLimits.NAME_MAX) {
                return BAD;
            }
            if (position + 1 + length > bytes.length()) {
                return CUT;
            }
            if (!built.isEmpty()) {
                built.append('.');
            }
            built.append(bytes.utf8(position + 1, length));
            position += 1 + length;
        }
        return CUT;
    }

    /** The data of a record of {@code type} between {@code at} and {@code end}, as text. */
    String data(Window bytes, int type, int at, int end) {
        int size = end - at;
        return switch (type) {
            case DnsNames.A -> size == 4 ? Address.ipv4(bytes.i32(at)).toString() : "";
            case DnsNames.AAAA ->
                size == 16 ? Address.ipv6(bytes.i64(at), bytes.i64(at + 8)).toString() : "";
            case DnsNames.NS, DnsNames.CNAME, DnsNames.PTR, DnsNames.DNAME, DnsNames.SOA -> nameAt(bytes, at, end);
            case DnsNames.MX -> size > 2 ? nameAt(bytes, at + 2, end) : "";
            case DnsNames.SRV -> size > 6 ? nameAt(bytes, at + 6, end) + ":" + bytes.u16(at + 4) : "";
            case DnsNames.TXT, DnsNames.HINFO -> strings(bytes, at, end);
            default -> DnsNames.type(type);
        };
    }

    private String nameAt(Window bytes, int at, int end) {
        int after = at < end ? read(bytes, at) : BAD;
        return after < 0 || after > end ? "" : name();
    }

    /** Character strings, a blank between them. */
    private String strings(Window bytes, int from, int end) {
        StringJoiner all = new StringJoiner(" ");
        int at = from;
        while (at < end && all.length() < limits.textChars()) {
            int size = Math.min(bytes.u8(at), end - at - 1);
            all.add(bytes.utf8(at + 1, size));
            at += 1 + size;
        }
        String text = all.toString();
        return text.length() <= limits.textChars() ? text : text.substring(0, limits.textChars());
    }
}
