package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusFunction.*;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests. A short request without fault is kept and given out again when its bytes repeat, which is what polling
 * is made of, so that a poll builds nothing.
 */
final class ModbusRequests extends ModbusPduReader {
    private static final int COIL_ON = 0xFF00;
    private static final int FILE_REFERENCE_TYPE = 6;
    private static final int FILE_REQUEST = 7;

    private final ModbusLimits limits;
    private final ModbusRepeats repeats;

    ModbusRequests(ModbusFacts facts, ModbusRepeats repeats, ModbusLimits limits) {
        super(facts, "request to unit ");
        this.limits = limits;
        this.repeats = repeats;
    }

    /**
     * Reads the request whose unit stands at {@code unitAt}, telling what is wrong with it.
     *
     * @param pduLength bytes of the PDU after it, at least 1, all of them there
     */
    ModbusPdu read(Window message, int unitAt, int pduLength, long time) {
        look(message, unitAt, pduLength, time);
        if (pduLength > ModbusRepeats.BYTES) {
            return parse();
        }
        long key = repeatedKey();
        ModbusPdu known = repeats.find(key);
        if (known != null) {
            return known;
        }
        ModbusPdu request = parse();
        if (isClean()) {
            repeats.keep(key, request);
        }
        return request;
    }

    private long repeatedKey() {
        long key = ((long) length << 8) | unit;
        for (int index = 0; index < ModbusRepeats.BYTES; index++) {
            key = (key << 8) | (index < length ? bytes.u8(at + index) : 0);
        }
        return key;
    }

    private ModbusPdu parse() {
        int function = bytes.u8(at);
        return switch (function) {
            case READ_COILS, READ_DISCRETE_INPUTS, READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS -> readMany(function);
            case WRITE_SINGLE_COIL, WRITE_SINGLE_REGISTER -> writeOne(function);
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> writeMany(function);
            case READ_EXCEPTION_STATUS, GET_COMM_EVENT_COUNTER, GET_COMM_EVENT_LOG, REPORT_SERVER_ID -> bare(function);
            case DIAGNOSTICS -> diagnostic();
            case READ_FILE_RECORD -> readFiles();
            case WRITE_FILE_RECORD -> writeFiles();
            case MASK_WRITE_REGISTER -> maskWrite();
            case READ_WRITE_MULTIPLE_REGISTERS -> readWrite();
            case READ_FIFO_QUEUE -> fifo();
            case ENCAPSULATED_INTERFACE_TRANSPORT -> encapsulated();
            default -> other(function);
        };
    }

    /** Clauses 6.1 to 6.4. */
    private ModbusPdu readMany(int function) {
        if (!sized(5)) {
            return opaque(function);
        }
        int most = readsBits(function) ? ModbusLimits.READ_BITS_MAX : ModbusLimits.READ_WORDS_MAX;
        Points points = points(function, 1, bytes.u16(at + 3), most);
        if (points == null) {
            return opaque(function);
        }
        return new ModbusPdu.Read(operation(function, points, List.of()), points);
    }

    /** Clauses 6.5 and 6.6. */
    private ModbusPdu writeOne(int function) {
        if (!sized(5)) {
            return opaque(function);
        }
        Points points = new Points(space(table(function)), bytes.u16(at + 1), 1);
        int value = bytes.u16(at + 3);
        Values values = ModbusFacts.words(bytes, at + 3, 1);
        if (function == WRITE_SINGLE_COIL) {
            if (value != 0 && value != COIL_ON) {
                fault(ModbusAnomaly.ILLEGAL_VALUE, "coil value " + hex(value) + ", expected 0x0000 or 0xff00");
            }
            value = value == 0 ? 0 : 1;
            values = new Values.Bits(new byte[] {(byte) value}, 1);
        }
        Operation operation = operation(function, points, List.of(attribute("value", value)));
        return new ModbusPdu.Write(operation, points, values, bytes.u32(at + 1), 4);
    }

    /** Clauses 6.11 and 6.12. */
    private ModbusPdu writeMany(int function) {
        if (length < 6) {
            tooShort(6);
            return opaque(function);
        }
        boolean coils = function == WRITE_MULTIPLE_COILS;
        int count = bytes.u16(at + 3);
        Points points = points(function, 1, count, coils ? ModbusLimits.WRITE_BITS_MAX : ModbusLimits.WRITE_WORDS_MAX);
        int needed = coils ? (count + 7) / 8 : count * 2;
        Values values = null;
        if (carries(5, needed) && points != null) {
            values = coils ? ModbusFacts.bits(bytes, at + 6, count) : ModbusFacts.words(bytes, at + 6, count);
        }
        return new ModbusPdu.Write(operation(function, points, List.of()), points, values, bytes.u32(at + 1), 4);
    }

    /** Clauses 6.7, 6.9, 6.10 and 6.13. */
    private ModbusPdu bare(int function) {
        sized(1);
        return new ModbusPdu.Bare(operation(function, null, List.of()), Integer.toString(unit));
    }

    /** Clause 6.8. */
    private ModbusPdu diagnostic() {
        if (length < 3) {
            tooShort(5);
            return opaque(DIAGNOSTICS);
        }
        int sub = bytes.u16(at + 1);
        int data = length >= 5 ? bytes.u16(at + 3) : 0;
        if (!ModbusDiagnostic.isDefined(sub)) {
            fault(
                    ModbusAnomaly.UNKNOWN_SUB_FUNCTION,
                    "diagnostics sub-function " + sub + ", expected 0 to 4, 10 to 18 or 20");
        } else if (sub == ModbusDiagnostic.RESTART_COMMUNICATIONS_OPTION && data != 0 && data != COIL_ON) {
            fault(ModbusAnomaly.ILLEGAL_VALUE, "restart option " + hex(data) + ", expected 0x0000 or 0xff00");
        } else if (sub != ModbusDiagnostic.RETURN_QUERY_DATA) {
            sized(5);
        }
        List<Attribute> attributes = List.of(attribute("sub_function", sub), attribute("data", data));
        Operation operation = new Operation(
                ModbusDecoder.PROTOCOL,
                DIAGNOSTICS,
                ModbusDiagnostic.name(sub),
                ModbusDiagnostic.access(sub),
                scope(),
                null,
                attributes);
        return new ModbusPdu.Diagnostic(operation, Integer.toString(unit), sub, data);
    }

    /** Clause 6.14. */
    private ModbusPdu readFiles() {
        if (length < 2) {
            tooShort(2 + FILE_REQUEST);
            return opaque(READ_FILE_RECORD);
        }
        carries(1, length - 2);
        List<ModbusPdu.Files.Run> runs = new ArrayList<>();
        int index = at + 2;
        for (; index + FILE_REQUEST <= at + length; index += FILE_REQUEST) {
            Points points = filePoints(index);
            if (points != null) {
                runs.add(new ModbusPdu.Files.Run(points, null));
            }
        }
        if (index != at + length) {
            fault(
                    ModbusAnomaly.BYTE_COUNT_MISMATCH,
                    "sub-requests of " + (length - 2) + " bytes, expected a multiple of 7");
        }
        return files(READ_FILE_RECORD, runs);
    }

    /** Clause 6.15. */
    private ModbusPdu writeFiles() {
        if (length < 2) {
            tooShort(2 + FILE_REQUEST);
            return opaque(WRITE_FILE_RECORD);
        }
        carries(1, length - 2);
        List<ModbusPdu.Files.Run> runs = new ArrayList<>();
        int index = at + 2;
        while (index < at + length) {
            int left = at + length - index - FILE_REQUEST;
            int words = left < 0 ? 0 : bytes.u16(index + 5);
            if (left < 2 * words || left < 0) {
                fault(
                        ModbusAnomaly.BYTE_COUNT_MISMATCH,
                        "record of " + words + " registers in " + Math.max(left, 0) + " bytes");
                break;
            }
            Points points = filePoints(index);
            if (points != null) {
                Values values = ModbusFacts.words(bytes, index + FILE_REQUEST, words);
                runs.add(new ModbusPdu.Files.Run(points, values));
            }
            index += FILE_REQUEST + 2 * words;
        }
        return files(WRITE_FILE_RECORD, runs);
    }

    private @Nullable Points filePoints(int index) {
        if (bytes.u8(index) != FILE_REFERENCE_TYPE) {
            fault(ModbusAnomaly.ILLEGAL_VALUE, "file reference type " + bytes.u8(index) + ", expected 6");
        }
        int record = bytes.u16(index + 3);
        if (record > ModbusLimits.FILE_RECORD_MAX) {
            fault(ModbusAnomaly.ILLEGAL_VALUE, "record number " + record + ", expected 0 to 9999");
        }
        int words = bytes.u16(index + 5);
        if (words == 0) {
            fault(ModbusAnomaly.QUANTITY_OUT_OF_RANGE, "record length 0, expected at least 1");
            return null;
        }
        return new Points(space("file/" + bytes.u16(index + 1)), record, words);
    }

    private ModbusPdu files(int function, List<ModbusPdu.Files.Run> runs) {
        Points first = runs.isEmpty() ? null : runs.getFirst().points();
        List<Attribute> attributes = new ArrayList<>();
        for (ModbusPdu.Files.Run run : runs) {
            attributes.add(new Attribute("record", run.points().toString()));
        }
        return new ModbusPdu.Files(operation(function, first, attributes), List.copyOf(runs));
    }

    /** Clause 6.16: result = (current AND and_mask) OR (or_mask AND NOT and_mask). */
    private ModbusPdu maskWrite() {
        if (!sized(7)) {
            return opaque(MASK_WRITE_REGISTER);
        }
        Points points = new Points(space(table(MASK_WRITE_REGISTER)), bytes.u16(at + 1), 1);
        int and = bytes.u16(at + 3);
        List<Attribute> attributes = List.of(attribute("and_mask", and), attribute("or_mask", bytes.u16(at + 5)));
        Values whole = and == 0 ? ModbusFacts.words(bytes, at + 5, 1) : null; // else it depends on the value before
        long echo = (bytes.u32(at + 1) << 16) | bytes.u16(at + 5);
        return new ModbusPdu.Write(operation(MASK_WRITE_REGISTER, points, attributes), points, whole, echo, 6);
    }

    /** Clause 6.17. */
    private ModbusPdu readWrite() {
        if (length < 10) {
            tooShort(10);
            return opaque(READ_WRITE_MULTIPLE_REGISTERS);
        }
        int function = READ_WRITE_MULTIPLE_REGISTERS;
        Points read = points(function, 1, bytes.u16(at + 3), ModbusLimits.READ_WORDS_MAX);
        int count = bytes.u16(at + 7);
        Points written = points(function, 5, count, ModbusLimits.READ_WRITE_WORDS_MAX);
        boolean whole = carries(9, count * 2);
        List<Attribute> attributes = List.of(
                attribute("read_start_address", bytes.u16(at + 1)), attribute("read_quantity", bytes.u16(at + 3)));
        Operation operation = operation(function, written, attributes);
        return new ModbusPdu.ReadWrite(
                operation,
                read,
                whole ? written : null,
                whole ? ModbusFacts.words(bytes, at + 10, count) : new Values.Words(new short[0]));
    }

    /** Clause 6.18. */
    private ModbusPdu fifo() {
        if (!sized(3)) {
            return opaque(READ_FIFO_QUEUE);
        }
        int pointer = bytes.u16(at + 1);
        Operation operation = operation(READ_FIFO_QUEUE, new Points(space("fifo"), pointer, 1), List.of());
        return new ModbusPdu.Fifo(operation, Integer.toString(unit), pointer);
    }

    /** Clauses 6.19 to 6.21. */
    private ModbusPdu encapsulated() {
        int function = ENCAPSULATED_INTERFACE_TRANSPORT;
        if (length < 2) {
            tooShort(2);
            return opaque(function);
        }
        int type = bytes.u8(at + 1);
        if (type == MEI_DEVICE_IDENTIFICATION) {
            return deviceIdentification();
        }
        String name = "canopen_general_reference";
        if (type != MEI_CANOPEN) {
            fault(
                    ModbusAnomaly.ENCAPSULATED_DATA,
                    (length - 2) + " bytes of interface type " + type + ", expected 13 or 14");
            name = name(function) + "_" + type;
        }
        List<Attribute> attributes = List.of(attribute("mei_type", type), attribute("mei_data_bytes", length - 2));
        return new ModbusPdu.Opaque(
                new Operation(ModbusDecoder.PROTOCOL, function, name, Access.EXECUTE, scope(), null, attributes));
    }

    private ModbusPdu deviceIdentification() {
        if (!sized(4)) {
            return opaque(ENCAPSULATED_INTERFACE_TRANSPORT);
        }
        int code = bytes.u8(at + 2);
        if (code < 1 || code > 4) {
            fault(ModbusAnomaly.ILLEGAL_VALUE, "read device id code " + code + ", expected 1 to 4");
        }
        List<Attribute> attributes = List.of(
                attribute("mei_type", MEI_DEVICE_IDENTIFICATION),
                attribute("read_device_id_code", code),
                attribute("object_id", bytes.u8(at + 3)));
        Operation operation = new Operation(
                ModbusDecoder.PROTOCOL,
                ENCAPSULATED_INTERFACE_TRANSPORT,
                "read_device_identification",
                Access.IDENTIFY,
                scope(),
                null,
                attributes);
        return new ModbusPdu.DeviceIdentification(operation, unit);
    }

    private ModbusPdu umas() {
        int code = bytes.u8(at + 2);
        List<Attribute> attributes = ModbusUmas.attributes(bytes, at, length, limits.textChars());
        return new ModbusPdu.Umas(
                new Operation(
                        ModbusDecoder.PROTOCOL,
                        ModbusUmas.FUNCTION,
                        ModbusUmas.name(code),
                        ModbusUmas.access(code),
                        scope(),
                        null,
                        attributes),
                code);
    }

    private ModbusPdu other(int function) {
        if (function == ModbusUmas.FUNCTION && length >= ModbusUmas.HEAD) {
            return umas();
        }
        if (!isUserDefined(function) && !isReserved(function)) {
            fault(ModbusAnomaly.UNKNOWN_FUNCTION, "function " + function + ", expected a public or user-defined one");
        }
        List<Attribute> attributes = new ArrayList<>();
        if (!knownAs(function).isEmpty()) {
            attributes.add(new Attribute("known_as", knownAs(function)));
        }
        attributes.add(attribute("data_bytes", length - 1));
        return new ModbusPdu.Opaque(operation(function, null, attributes));
    }

    private ModbusPdu opaque(int function) {
        return new ModbusPdu.Opaque(operation(function, null, List.of()));
    }

    /** The points whose first address stands at {@code offset}; null and a fault told if there are none. */
    private @Nullable Points points(int function, int offset, int count, int most) {
        int first = bytes.u16(at + offset);
        if (count < 1 || count > most) {
            fault(ModbusAnomaly.QUANTITY_OUT_OF_RANGE, name(function) + " of " + count + ", expected 1 to " + most);
        }
        if (first + count > ModbusLimits.ADDRESSES) {
            fault(ModbusAnomaly.ADDRESS_OVERFLOW, count + " from address " + first + ", expected none past 65535");
        }
        return count < 1 ? null : new Points(space(table(function)), first, count);
    }
}
