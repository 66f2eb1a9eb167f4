package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusFunction.access;
import static io.fieldwarden.agent.decode.modbus.ModbusFunction.name;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One PDU being read in place, and the checks that requests and answers share. */
abstract class ModbusPduReader {
    private static final Window NOTHING = new Window();
    private static final String[] SCOPES = new String[256];

    static {
        for (int unit = 0; unit < SCOPES.length; unit++) {
            SCOPES[unit] = "unit " + unit;
        }
    }

    final ModbusFacts facts;
    private final String whose;

    /** The message, valid while it is read. */
    Window bytes = NOTHING;

    int unit;
    /** Index of the function code. */
    int at;
    /** Bytes of the PDU, the function code included. */
    int length;

    long atNanos;
    private boolean clean;

    /** @param whose begins what is told of a fault; the unit follows */
    ModbusPduReader(ModbusFacts facts, String whose) {
        this.facts = facts;
        this.whose = whose;
    }

    final void look(Window message, int unitAt, int pduLength, long time) {
        bytes = message;
        unit = message.u8(unitAt);
        at = unitAt + 1;
        length = pduLength;
        atNanos = time;
        clean = true;
    }

    /** Whether no fault was told since {@link #look}. */
    final boolean isClean() {
        return clean;
    }

    /** Whether the PDU has the {@code needed} bytes of its fields; more than them is told but no hindrance. */
    boolean sized(int needed) {
        if (length < needed) {
            tooShort(needed);
            return false;
        }
        if (length > needed) {
            fault(ModbusAnomaly.PDU_TOO_LONG, name(bytes.u8(at)) + " of " + length + " bytes, expected " + needed);
        }
        return true;
    }

    /** Whether the data behind the byte count at {@code offset} are there and as many as {@code needed}. */
    boolean carries(int offset, int needed) {
        int counted = bytes.u8(at + offset);
        int carried = length - offset - 1;
        if (counted != needed || counted > carried) {
            fault(
                    ModbusAnomaly.BYTE_COUNT_MISMATCH,
                    "byte count " + counted + " with " + carried + " bytes, expected " + needed);
        } else if (carried > counted) {
            fault(
                    ModbusAnomaly.PDU_TOO_LONG,
                    name(bytes.u8(at)) + " of " + length + " bytes, expected " + (offset + 1 + counted));
        }
        return needed <= carried;
    }

    void tooShort(int needed) {
        fault(ModbusAnomaly.PDU_TOO_SHORT, name(bytes.u8(at)) + " of " + length + " bytes, expected " + needed);
    }

    void fault(ModbusAnomaly anomaly, String detail) {
        clean = false;
        facts.anomaly(anomaly, whose + unit + ": " + detail, atNanos);
    }

    Operation operation(int function, @Nullable Points points, List<Attribute> attributes) {
        return new Operation(
                ModbusDecoder.PROTOCOL, function, name(function), access(function), scope(), points, attributes);
    }

    String scope() {
        return SCOPES[unit];
    }

    String space(String table) {
        return unit + "/" + table;
    }

    static Attribute attribute(String name, int value) {
        return new Attribute(name, Integer.toString(value));
    }

    static String hex(int value) {
        return String.format("0x%04x", value);
    }
}
