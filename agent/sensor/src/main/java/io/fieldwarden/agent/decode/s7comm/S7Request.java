package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.observation.Operation;
import java.util.List;

/**
 * What was asked, as much of it as the answer needs.
 *
 * @param kind {@link S7Message#JOB}, {@link S7Message#USERDATA} or {@link S7PlusFrame#PROTOCOL_ID}
 * @param function what an answer must repeat: function code; group and subfunction of user data; function of S7comm-plus
 * @param operation what it does; for several items what the first does
 * @param items the points it reads or writes, each with its own operation
 * @param opposite whether the side that answers is the one that acts: a CPU that fetches the blocks it is given
 */
record S7Request(int kind, int function, Operation operation, List<S7Item> items, boolean opposite) {
    S7Request(int kind, int function, Operation operation) {
        this(kind, function, operation, List.of(), false);
    }
}
