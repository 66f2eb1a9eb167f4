package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.List;

/**
 * One addressed item of a read, a write or a cyclic job.
 *
 * @param type how its values are read
 * @param parts its points in the order of their values: one run for bytes, timers and counters, else one for each element
 * @param operation what is done to it
 */
record S7Item(Type type, List<Points> parts, Operation operation) {
    /** How the values of an item are read; {@code bytes} of one value, 0 if the data says it. */
    enum Type {
        BIT(1),
        BYTE(1),
        WORD(2),
        INT(2),
        DWORD(4),
        DINT(4),
        REAL(4),
        DATE_AND_TIME(8),
        OPAQUE(0);

        final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    /** Values it has. */
    int count() {
        int count = 0;
        for (Points part : parts) {
            count += part.count();
        }
        return count;
    }
}
