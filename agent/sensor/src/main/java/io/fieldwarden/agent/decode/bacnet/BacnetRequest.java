package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.List;

/**
 * A request that was read.
 *
 * @param operation what is asked
 * @param choice service choice, or the function of a virtual link message
 * @param written values it writes, true once it is answered
 */
record BacnetRequest(Operation operation, int choice, List<Written> written) {

    /** One written property. */
    record Written(Points points, Values values) {}
}
