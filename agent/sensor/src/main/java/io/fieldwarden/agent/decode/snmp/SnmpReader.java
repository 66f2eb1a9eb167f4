package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages. Reused. */
final class SnmpReader {
    private static final int VERSION_3 = 3;
    private static final int ENGINE_MAX = 32;

    private final SnmpBindings bindings;
    private final Ber outer = new Ber();
    private final Ber message = new Ber();
    private final Ber inner = new Ber();
    private final Ber deep = new Ber();
    private @Nullable SnmpAnomaly fault;
    private String found = "";

    SnmpReader(SnmpLimits limits) {
        bindings = new SnmpBindings(limits);
    }

    /** The rule the message breaks, if it breaks one. */
    @Nullable
    SnmpAnomaly fault() {
        return fault;
    }

    /** What was found and expected, if there is a fault. */
    String found() {
        return found;
    }

    /** Reads the message; null if it is none that can be told. */
    @Nullable
    SnmpPdu read(Window bytes) {
        fault = null;
        outer.over(bytes, 0, bytes.length());
        if (!outer.next() || outer.tag() != SnmpDecoder.SEQUENCE) {
            return bad("expected a sequence that fits the datagram");
        }
        message.into(outer);
        if (!message.next() || message.tag() != SnmpDecoder.INTEGER) {
            return bad("expected a version");
        }
        long version = message.integer();
        return switch (Math.clamp(version, -1, VERSION_3 + 1)) {
            case 0, 1 -> community(bytes, (int) version + 1);
            case VERSION_3 -> version3(bytes);
            default -> {
                fault(SnmpAnomaly.UNKNOWN_VERSION, "version " + version + ", expected 0, 1 or 3");
                yield null;
            }
        };
    }

    private @Nullable SnmpPdu community(Window bytes, int version) {
        if (!message.next() || message.tag() != SnmpDecoder.OCTETS) {
            return bad("expected a community");
        }
        boolean named = message.length() > 0;
        return message.next() ? pdu(bytes, version, 0, new SnmpPdu.Security("", "", named)) : bad("expected a PDU");
    }

    private @Nullable SnmpPdu version3(Window bytes) {
        if (!message.next() || message.tag() != SnmpDecoder.SEQUENCE) {
            return bad("expected header data");
        }
        inner.into(message);
        if (!inner.next() || inner.tag() != SnmpDecoder.INTEGER) {
            return bad("expected a message identifier");
        }
        long id = inner.integer();
        if (!skip(inner, 2) || inner.tag() != SnmpDecoder.OCTETS || inner.length() != 1) {
            return bad("expected flags of one byte");
        }
        int flags = bytes.u8(inner.start());
        boolean usm = inner.next() && inner.tag() == SnmpDecoder.INTEGER && inner.integer() == 3;
        if (!message.next() || message.tag() != SnmpDecoder.OCTETS) {
            return bad("expected security parameters");
        }
        if ((flags & 3) == 2) {
            fault(SnmpAnomaly.BAD_SECURITY_LEVEL, "privacy without authentication");
        }
        SnmpPdu.Security security = security(bytes, flags, usm);
        if (!message.next()) {
            return bad("expected a scoped PDU");
        }
        if (message.tag() == SnmpDecoder.OCTETS) {
            return new SnmpPdu(VERSION_3, SnmpPdu.ENCRYPTED, id, 0, 0, security, null, List.of());
        }
        inner.into(message);
        boolean scoped = message.tag() == SnmpDecoder.SEQUENCE && skip(inner, 3);
        if (!scoped) {
            return bad("expected context engine, context name and PDU");
        }
        message.into(message);
        return skip(message, 3) ? pdu(bytes, VERSION_3, id, security) : bad("expected a PDU");
    }

    /** Goes on by {@code elements}; false if there are not so many. */
    private static boolean skip(Ber ber, int elements) {
        for (int left = elements; left > 0; left--) {
            if (!ber.next()) {
                return false;
            }
        }
        return true;
    }

    /** User-based security: engine, boots, time, user and two parameters (RFC 3414 2.4). */
    private SnmpPdu.Security security(Window bytes, int flags, boolean usm) {
        String level = (flags & 2) != 0 ? "authPriv" : (flags & 1) != 0 ? "authNoPriv" : "noAuthNoPriv";
        inner.into(message);
        if (!usm || !inner.next() || inner.tag() != SnmpDecoder.SEQUENCE) {
            return new SnmpPdu.Security(level, "", false);
        }
        deep.into(inner);
        String engine = "";
        if (deep.next() && deep.tag() == SnmpDecoder.OCTETS && deep.length() <= ENGINE_MAX) {
            byte[] copy = new byte[deep.length()];
            bytes.copy(deep.start(), copy, 0, copy.length);
            engine = HexFormat.of().formatHex(copy);
        }
        boolean named = skip(deep, 3) && deep.length() > 0;
        return new SnmpPdu.Security(level, engine, named);
    }

    /** The PDU that {@code message} stands at; {@code messageId} is what pairs messages of version 3. */
    private @Nullable SnmpPdu pdu(Window bytes, int version, long messageId, SnmpPdu.Security security) {
        int kind = message.tag() - 0xA0;
        if (kind < 0 || kind > SnmpPdu.REPORT) {
            fault(SnmpAnomaly.UNKNOWN_PDU, "PDU of tag " + message.tag() + ", expected 160 to 168");
            return null;
        }
        inner.into(message);
        if (kind == SnmpPdu.TRAP_V1) {
            return trap(bytes, version, security);
        }
        long[] numbers = new long[3];
        for (int index = 0; index < numbers.length; index++) {
            if (!inner.next() || inner.tag() != SnmpDecoder.INTEGER) {
                return bad("expected request-id, error-status and error-index");
            }
            numbers[index] = inner.integer();
        }
        List<SnmpPdu.Binding> read = list(bytes);
        long id = version == VERSION_3 ? messageId : numbers[0];
        return new SnmpPdu(version, kind, id, (int) numbers[1], (int) numbers[2], security, null, read);
    }

    private @Nullable SnmpPdu trap(Window bytes, int version, SnmpPdu.Security security) {
        if (!inner.next() || inner.tag() != SnmpBindings.OBJECT) {
            return bad("expected an enterprise");
        }
        String enterprise = bindings.oid(bytes, inner);
        if (!inner.next()) {
            return bad("expected an agent address");
        }
        String agent = SnmpBindings.address(bytes, inner);
        long[] numbers = new long[3];
        for (int index = 0; index < numbers.length; index++) {
            if (!inner.next()) {
                return bad("expected generic trap, specific trap and time stamp");
            }
            numbers[index] = inner.integer();
        }
        SnmpPdu.Trap trap = new SnmpPdu.Trap(enterprise, agent, (int) numbers[0], numbers[1], numbers[2]);
        return new SnmpPdu(version, SnmpPdu.TRAP_V1, 0, 0, 0, security, trap, list(bytes));
    }

    private List<SnmpPdu.Binding> list(Window bytes) {
        if (!inner.next() || inner.tag() != SnmpDecoder.SEQUENCE) {
            fault(SnmpAnomaly.BAD_BINDING, "expected a list of variable bindings");
            return List.of();
        }
        List<SnmpPdu.Binding> read = bindings.read(bytes, inner);
        if (bindings.broken()) {
            fault(SnmpAnomaly.BAD_BINDING, "binding " + read.size() + ", expected a name and a value");
        }
        return read;
    }

    private @Nullable SnmpPdu bad(String expected) {
        fault(SnmpAnomaly.BAD_MESSAGE, expected);
        return null;
    }

    private void fault(SnmpAnomaly anomaly, String detail) {
        fault = anomaly;
        found = detail;
    }
}
