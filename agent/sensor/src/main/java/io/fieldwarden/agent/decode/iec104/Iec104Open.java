package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import org.jspecify.annotations.Nullable;

/** A command on its way. */
final class Iec104Open {
    final Direction from;
    final int type;
    final int cause;
    final int common;
    final int address;
    final long atNanos;
    final Operation operation;
    /** What the command writes, if it does. */
    @Nullable
    Points written;

    double value;
    /** Whether it was confirmed and told, so that only its termination is awaited. */
    boolean confirmed;
    /** Whether nothing need answer it. */
    boolean silent;

    Iec104Open(Iec104Asdu asdu, int address, Operation operation) {
        this.from = asdu.from();
        this.type = asdu.type().id();
        this.cause = asdu.cause();
        this.common = asdu.common();
        this.address = address;
        this.atNanos = asdu.atNanos();
        this.operation = operation;
    }

    /** Whether {@code answer}, about the object {@code of}, can belong to it; all stations may be asked at once. */
    boolean isFor(Iec104Asdu answer, int of) {
        return type == answer.type().id()
                && from != answer.from()
                && address == of
                && (common == answer.common() || common == Iec104Limits.ALL_STATIONS);
    }
}
