package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads variable bindings (RFC 3416 clause 3, types of RFC 2578 clause 7). Reused. */
final class SnmpBindings {
    static final int OBJECT = 0x06;

    private static final int ADDRESS = 0x40;
    private static final int COUNTER_32 = 0x41;
    private static final int GAUGE_32 = 0x42;
    private static final int TIME_TICKS = 0x43;
    private static final int OPAQUE = 0x44;
    private static final int COUNTER_64 = 0x46;

    private final SnmpLimits limits;
    private final Ber each = new Ber();
    private final Ber pair = new Ber();
    private final StringBuilder built = new StringBuilder();
    private boolean broken;

    SnmpBindings(SnmpLimits limits) {
        this.limits = limits;
    }

    /** Whether the last list ended with something that is no binding. */
    boolean broken() {
        return broken;
    }

    /** Reads the list that {@code list} stands at, as far as it can be read. */
    List<SnmpPdu.Binding> read(Window bytes, Ber list) {
        List<SnmpPdu.Binding> read = new ArrayList<>();
        broken = false;
        each.into(list);
        while (read.size() < limits.bindingsMax() && each.next()) {
            pair.into(each);
            if (each.tag() != SnmpDecoder.SEQUENCE || !pair.next() || pair.tag() != OBJECT) {
                broken = true;
                return read;
            }
            String oid = oid(bytes, pair);
            if (!pair.next()) {
                broken = true;
                return read;
            }
            read.add(new SnmpPdu.Binding(oid, value(bytes), exception(pair.tag())));
        }
        broken = each.malformed();
        return read;
    }

    private static String exception(int tag) {
        return switch (tag) {
            case 0x80 -> "noSuchObject";
            case 0x81 -> "noSuchInstance";
            case 0x82 -> "endOfMibView";
            default -> "";
        };
    }

    private @Nullable Values value(Window bytes) {
        return switch (pair.tag()) {
            case SnmpDecoder.INTEGER -> new Values.Numbers(new double[] {pair.integer()});
            case COUNTER_32, GAUGE_32, TIME_TICKS -> new Values.Numbers(new double[] {pair.unsigned()});
            case COUNTER_64 -> counter();
            case SnmpDecoder.OCTETS, OPAQUE -> new Values.Texts(new String[] {octets(bytes, pair)});
            case OBJECT -> new Values.Texts(new String[] {oid(bytes, pair)});
            case ADDRESS -> new Values.Texts(new String[] {address(bytes, pair)});
            default -> null;
        };
    }

    /** Beyond 2^53 a number is not exact any more. */
    private Values counter() {
        long value = pair.unsigned();
        return value >= 0 && value < 1L << 53
                ? new Values.Numbers(new double[] {value})
                : new Values.Texts(new String[] {Long.toUnsignedString(value)});
    }

    /** As text where all of it is printable, otherwise in hexadecimal digits. */
    private String octets(Window bytes, Ber element) {
        int size = Math.min(element.length(), limits.textChars());
        boolean printable = true;
        for (int index = 0; index < size && printable; index++) {
            int letter = bytes.u8(element.start() + index);
            boolean last = index == element.length() - 1;
            boolean blank = letter == 9 || letter == 10 || letter == 13;
            printable = (letter >= 0x20 && letter != 0x7F) || blank || (last && letter == 0);
        }
        if (printable) {
            String text = bytes.utf8(element.start(), size);
            if (text.indexOf('\uFFFD') < 0) {
                return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
            }
        }
        byte[] copy = new byte[Math.min(element.length(), limits.textChars() / 2)];
        bytes.copy(element.start(), copy, 0, copy.length);
        return HexFormat.of().formatHex(copy);
    }

    static String address(Window bytes, Ber element) {
        return element.length() == 4 ? Address.ipv4(bytes.i32(element.start())).toString() : "";
    }

    /** The object identifier {@code element} stands at, in dotted form (X.690 8.19). */
    String oid(Window bytes, Ber element) {
        built.setLength(0);
        long part = 0;
        int parts = 0;
        for (int at = element.start(); at < element.end() && parts < limits.oidParts(); at++) {
            int next = bytes.u8(at);
            part = ((part << 7) | (next & 0x7F)) & 0xFFFF_FFFFL;
            if (next >= 0x80) {
                continue;
            }
            if (parts == 0) {
                parts = 2; // the first byte holds two
                long first = Math.min(part / 40, 2);
                built.append(first).append('.').append(part - 40 * first);
            } else {
                parts++;
                built.append('.').append(part);
            }
            part = 0;
        }
        return built.length() <= limits.textChars() ? built.toString() : built.substring(0, limits.textChars());
    }
}
