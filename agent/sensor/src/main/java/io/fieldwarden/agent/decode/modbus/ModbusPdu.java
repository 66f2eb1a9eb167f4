package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as it was asked: what is needed to understand its answer. Immutable and shared between repetitions. */
sealed interface ModbusPdu {

    Operation operation();

    /** The function code as on the wire. */
    default int function() {
        return operation().code();
    }

    /** Functions 1 to 4. */
    record Read(Operation operation, Points points) implements ModbusPdu {}

    /**
     * Functions 5, 6, 15, 16 and 22, whose answer echoes fields of the request.
     *
     * @param values what the points become, if the request says so
     * @param echo the bytes after the function code that the answer repeats, as a number
     * @param echoBytes how many: 4 or 6
     */
    record Write(
            Operation operation,
            @Nullable Points points,
            @Nullable Values values,
            long echo,
            int echoBytes) implements ModbusPdu {}

    /** Function 23. */
    record ReadWrite(
            Operation operation,
            @Nullable Points read,
            @Nullable Points written,
            Values values) implements ModbusPdu {}

    /** Functions 20 and 21; one run of registers per sub-request, with values where they are written. */
    record Files(Operation operation, List<Run> runs) implements ModbusPdu {
        /** One sub-request. */
        record Run(Points points, @Nullable Values values) {}
    }

    /** Function 24. */
    record Fifo(Operation operation, String unit, int pointer) implements ModbusPdu {}

    /**
     * Function 8.
     *
     * @param data the first data field, which most answers echo
     */
    record Diagnostic(Operation operation, String unit, int sub, int data) implements ModbusPdu {}

    /** Functions 7, 11, 12 and 17, which have no fields. */
    record Bare(Operation operation, String unit) implements ModbusPdu {}

    /** Function 43/14. */
    record DeviceIdentification(Operation operation, int unit) implements ModbusPdu {}

    /**
     * Function 90 with a UMAS message.
     *
     * @param umas the function of UMAS
     */
    record Umas(Operation operation, int umas) implements ModbusPdu {}

    /** Whatever else: user-defined, reserved and unknown functions, other encapsulations, requests cut short. */
    record Opaque(Operation operation) implements ModbusPdu {}
}
