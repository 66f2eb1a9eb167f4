package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusFunction.*;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads answers in the light of their requests, and tells the operation and the values. */
final class ModbusReplies extends ModbusPduReader {
    private static final int VALUES_IN_ATTRIBUTE_MAX = 16;

    private final ModbusLimits limits;
    /** Made when a device first says who it is. */
    private @Nullable ModbusIdentities identities;

    ModbusReplies(ModbusFacts facts, ModbusLimits limits) {
        super(facts, "answer from unit ");
        this.limits = limits;
    }

    /**
     * Tells the operation that the answer last looked at completes.
     *
     * @param askedNanos time of the request
     */
    void answer(ModbusPdu request, long askedNanos) {
        if ((bytes.u8(at) & EXCEPTION) != 0) {
            unfinished(request, exception(), askedNanos);
            return;
        }
        if (request instanceof ModbusPdu.Umas && ModbusUmas.isRefusal(bytes, at, length)) {
            unfinished(request, ModbusUmas.refusal(bytes, at, length), askedNanos);
            return;
        }
        facts.operation(request.operation(), Outcome.SUCCEEDED, askedNanos);
        switch (request) {
            case ModbusPdu.Read read -> values(read.points(), readsBits(read.function()));
            case ModbusPdu.Write write -> echo(write, askedNanos);
            case ModbusPdu.ReadWrite both -> readWrite(both, askedNanos);
            case ModbusPdu.Files files -> files(files, askedNanos);
            case ModbusPdu.Fifo fifo -> fifo(fifo);
            case ModbusPdu.Diagnostic diagnostic -> diagnostic(diagnostic);
            case ModbusPdu.Bare bare -> bare(bare);
            case ModbusPdu.DeviceIdentification asked -> deviceIdentification(asked.unit());
            case ModbusPdu.Umas umas -> identities().umas(unit, umasFacts(umas), atNanos);
            case ModbusPdu.Opaque opaque -> {}
        }
    }

    private List<Attribute> umasFacts(ModbusPdu.Umas asked) {
        return ModbusUmas.identity(asked.umas(), bytes, at, length, limits.textChars());
    }

    /** Tells an answer whose request was not seen. */
    void unasked(Window message, int unitAt, int pduLength, long time) {
        look(message, unitAt, pduLength, time);
        int function = bytes.u8(at);
        if ((function & EXCEPTION) != 0) {
            Operation operation = operation(function & ~EXCEPTION, null, List.of());
            Outcome refusal = exception();
            Outcome outcome = new Outcome(Outcome.Kind.ONE_WAY, refusal.code(), refusal.name());
            facts.operation(operation, outcome, time);
            return;
        }
        facts.operation(unaskedOperation(function), Outcome.ONE_WAY, time);
        if (function == ENCAPSULATED_INTERFACE_TRANSPORT
                && length >= 2
                && bytes.u8(at + 1) == MEI_DEVICE_IDENTIFICATION) {
            deviceIdentification(unit);
        } else if (function == REPORT_SERVER_ID) {
            reportServerId();
        }
    }

    /** Tells an operation to which the protocol expects no answer; what it writes counts as written (clause 4.1). */
    void broadcast(ModbusPdu request, long askedNanos) {
        facts.operation(request.operation(), Outcome.ONE_WAY, askedNanos);
        if (request instanceof ModbusPdu.Write write) {
            written(write, askedNanos);
        }
    }

    /** Tells what is still being collected. */
    void finish(long atNanos) {
        if (identities != null) {
            identities.finish(atNanos);
        }
    }

    /** Tells an operation that did not succeed; what it would have written stands with it, since no value will be told. */
    void unfinished(ModbusPdu request, Outcome outcome, long askedNanos) {
        Values values = null;
        if (request instanceof ModbusPdu.Write write) {
            values = write.values();
        } else if (request instanceof ModbusPdu.ReadWrite both) {
            values = both.values();
        }
        Operation operation = request.operation();
        if (values != null && operation.attribute("value").isEmpty()) {
            List<Attribute> attributes = new ArrayList<>(operation.attributes());
            attributes.add(new Attribute("values", text(values)));
            operation = new Operation(
                    operation.protocol(),
                    operation.code(),
                    operation.name(),
                    operation.access(),
                    operation.scope(),
                    operation.points(),
                    attributes);
        }
        facts.operation(operation, outcome, askedNanos);
    }

    private static String text(Values values) {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(values.size(), VALUES_IN_ATTRIBUTE_MAX);
        for (int index = 0; index < shown; index++) {
            text.append(index == 0 ? "" : ",").append(values.text(index));
        }
        return shown < values.size() ? text.append(",…").toString() : text.toString();
    }

    private Operation unaskedOperation(int function) {
        boolean addressed = switch (function) {
            case WRITE_SINGLE_COIL, WRITE_SINGLE_REGISTER, MASK_WRITE_REGISTER -> length >= 5;
            case WRITE_MULTIPLE_COILS, WRITE_MULTIPLE_REGISTERS -> length >= 5 && bytes.u16(at + 3) > 0;
            default -> false;
        };
        if (!addressed) {
            return operation(function, null, List.of());
        }
        boolean many = function == WRITE_MULTIPLE_COILS || function == WRITE_MULTIPLE_REGISTERS;
        Points points = new Points(space(table(function)), bytes.u16(at + 1), many ? bytes.u16(at + 3) : 1);
        return operation(function, points, List.of());
    }

    /** Clause 7. */
    private Outcome exception() {
        if (!sized(2)) {
            return refusal(0);
        }
        int code = bytes.u8(at + 1);
        if (!isDefinedException(code)) {
            fault(ModbusAnomaly.UNKNOWN_EXCEPTION_CODE, "exception code " + code + ", expected 1 to 8, 10 or 11");
        }
        return refusal(code);
    }

    private void values(Points points, boolean ofBits) {
        int expected = ofBits ? (points.count() + 7) / 8 : points.count() * 2;
        if (counted(expected)) {
            Values values = ofBits
                    ? ModbusFacts.bits(bytes, at + 2, points.count())
                    : ModbusFacts.words(bytes, at + 2, points.count());
            facts.read(points, values, atNanos);
        }
    }

    /** Whether the byte count says, and the message carries, exactly the {@code expected} bytes. */
    private boolean counted(int expected) {
        if (length < 2) {
            tooShort(2 + expected);
            return false;
        }
        int count = bytes.u8(at + 1);
        int carried = length - 2;
        if (count > carried) {
            fault(ModbusAnomaly.BYTE_COUNT_MISMATCH, "byte count " + count + " with " + carried + " bytes");
            return false;
        }
        if (count != expected) {
            fault(ModbusAnomaly.RESPONSE_SIZE_MISMATCH, "byte count " + count + ", expected " + expected);
            return false;
        }
        if (carried > count) {
            fault(ModbusAnomaly.PDU_TOO_LONG, name(bytes.u8(at)) + " of " + length + " bytes, expected " + (2 + count));
        }
        return true;
    }

    private void echo(ModbusPdu.Write write, long askedNanos) {
        if (!sized(1 + write.echoBytes())) {
            return;
        }
        long echoed = write.echoBytes() == 4 ? bytes.u32(at + 1) : (bytes.u32(at + 1) << 16) | bytes.u16(at + 5);
        if (echoed != write.echo()) {
            fault(
                    ModbusAnomaly.RESPONSE_MISMATCH,
                    name(write.function()) + " echoes " + hex(echoed, write.echoBytes()) + ", expected "
                            + hex(write.echo(), write.echoBytes()));
            return;
        }
        written(write, askedNanos);
    }

    private void written(ModbusPdu.Write write, long askedNanos) {
        Points points = write.points();
        Values values = write.values();
        if (points != null && values != null) {
            facts.written(points, values, askedNanos);
        }
    }

    private static String hex(long value, int size) {
        return String.format("%0" + 2 * size + "x", value);
    }

    private void readWrite(ModbusPdu.ReadWrite both, long askedNanos) {
        Points written = both.written();
        if (written != null) {
            facts.written(written, both.values(), askedNanos); // clause 6.17: the write is done before the read
        }
        if (both.read() != null) {
            values(both.read(), false);
        }
    }

    private void files(ModbusPdu.Files files, long askedNanos) {
        if (files.function() == READ_FILE_RECORD) {
            readFiles(files);
            return;
        }
        for (ModbusPdu.Files.Run run : files.runs()) {
            Values values = run.values();
            if (values != null) {
                facts.written(run.points(), values, askedNanos);
            }
        }
    }

    /** Clause 6.14: per sub-request a length, the reference type and the registers. */
    private void readFiles(ModbusPdu.Files files) {
        int index = at + 2;
        for (ModbusPdu.Files.Run run : files.runs()) {
            int words = run.points().count();
            int left = at + length - index;
            if (left < 2 + 2 * words || bytes.u8(index) != 1 + 2 * words) {
                String found = left < 1 ? "nothing" : "a length of " + bytes.u8(index) + " in " + left + " bytes";
                fault(ModbusAnomaly.RESPONSE_SIZE_MISMATCH, "record with " + found + ", expected " + (1 + 2 * words));
                return;
            }
            facts.read(run.points(), ModbusFacts.words(bytes, index + 2, words), atNanos);
            index += 2 + 2 * words;
        }
    }

    /** Clause 6.18: the registers of a queue have a place in it, not an address. */
    private void fifo(ModbusPdu.Fifo fifo) {
        if (length < 5) {
            tooShort(5);
            return;
        }
        int count = bytes.u16(at + 3);
        if (count > ModbusLimits.FIFO_MAX) {
            fault(ModbusAnomaly.QUANTITY_OUT_OF_RANGE, "queue of " + count + " registers, expected at most 31");
        }
        if (bytes.u16(at + 1) != 2 + 2 * count || length < 5 + 2 * count) {
            fault(
                    ModbusAnomaly.BYTE_COUNT_MISMATCH,
                    "byte count " + bytes.u16(at + 1) + " with " + (length - 3) + " bytes, expected "
                            + (2 + 2 * count));
        } else if (count > 0) {
            Points points = new Points(fifo.unit() + "/fifo/" + fifo.pointer(), 0, count);
            facts.read(points, ModbusFacts.words(bytes, at + 5, count), atNanos);
        }
    }

    private void diagnostic(ModbusPdu.Diagnostic asked) {
        if (length < 5) {
            tooShort(5);
            return;
        }
        int sub = bytes.u16(at + 1);
        int data = bytes.u16(at + 3);
        if (sub != asked.sub()) {
            fault(ModbusAnomaly.RESPONSE_MISMATCH, "diagnostics sub-function " + sub + ", expected " + asked.sub());
        } else if (ModbusDiagnostic.returnsValue(sub)) {
            facts.read(new Points(asked.unit() + "/diagnostic", sub, 1), ModbusFacts.words(bytes, at + 3, 1), atNanos);
        } else if (data != asked.data()) {
            fault(ModbusAnomaly.RESPONSE_MISMATCH, "diagnostics data " + data + ", expected " + asked.data());
        }
    }

    private void bare(ModbusPdu.Bare asked) {
        switch (asked.function()) {
            case READ_EXCEPTION_STATUS -> {
                if (sized(2)) {
                    Points points = new Points(asked.unit() + "/exception-status", 0, 8);
                    facts.read(points, ModbusFacts.bits(bytes, at + 1, 8), atNanos);
                }
            }
            case GET_COMM_EVENT_COUNTER -> {
                if (sized(5)) {
                    Points points = new Points(asked.unit() + "/comm-event-counter", 0, 2);
                    facts.read(points, ModbusFacts.words(bytes, at + 1, 2), atNanos);
                }
            }
            case GET_COMM_EVENT_LOG -> carriesCounted(6);
            default -> reportServerId();
        }
    }

    /** Whether a counted answer carries what it counts, at least {@code least} bytes. */
    private boolean carriesCounted(int least) {
        if (length < 2 + least) {
            tooShort(2 + least);
            return false;
        }
        return carries(1, bytes.u8(at + 1));
    }

    private ModbusIdentities identities() {
        if (identities == null) {
            identities = new ModbusIdentities(facts, limits);
        }
        return identities;
    }

    private void reportServerId() {
        if (carriesCounted(1)) {
            identities().serverId(unit, bytes, at + 2, bytes.u8(at + 1), atNanos);
        }
    }

    private void deviceIdentification(int askedUnit) {
        if (length < 7) {
            tooShort(7);
            return;
        }
        if (bytes.u8(at + 1) != MEI_DEVICE_IDENTIFICATION) {
            fault(ModbusAnomaly.RESPONSE_MISMATCH, "interface type " + bytes.u8(at + 1) + ", expected 14");
            return;
        }
        int more = bytes.u8(at + 4);
        if (more != 0 && more != 0xFF) {
            fault(ModbusAnomaly.ILLEGAL_VALUE, "more follows " + more + ", expected 0 or 255");
        }
        int taken = identities().objects(askedUnit, bytes, at, length, atNanos);
        if (taken != length) {
            fault(
                    taken < length ? ModbusAnomaly.PDU_TOO_LONG : ModbusAnomaly.PDU_TOO_SHORT,
                    "objects of " + taken + " bytes in a PDU of " + length);
        }
    }
}
