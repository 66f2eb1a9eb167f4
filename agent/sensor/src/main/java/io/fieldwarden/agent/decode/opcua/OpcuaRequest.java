package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.List;

/**
 * A request as it was read. Immutable, so that one instance serves all that are alike.
 *
 * @param service what is asked for
 * @param operation the same as it is told
 * @param fields its fields; none if they could not be read
 * @param points what its items are about, in their order; empty for services without nodes
 */
record OpcuaRequest(OpcuaService service, Operation operation, OpcuaDatum.Structure fields, List<Points> points) {

    OpcuaRequest {
        points = List.copyOf(points);
    }
}
