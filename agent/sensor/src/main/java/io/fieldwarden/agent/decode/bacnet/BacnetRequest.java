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
    record Written(Points points, Values values) {
        private boolean isLike(Written other) {
            boolean like = points.equals(other.points) && values.size() == other.values.size();
            for (int index = 0; like && index < values.size(); index++) {
                like = values.text(index).equals(other.values.text(index));
            }
            return like;
        }
    }

    /** Whether it asks for the same, as a client does that got no answer. */
    boolean repeats(BacnetRequest other) {
        boolean like = operation.equals(other.operation) && written.size() == other.written.size();
        for (int index = 0; like && index < written.size(); index++) {
            like = written.get(index).isLike(other.written.get(index));
        }
        return like;
    }
}
