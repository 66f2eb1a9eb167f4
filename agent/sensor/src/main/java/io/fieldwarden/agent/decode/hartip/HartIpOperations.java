package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations without fields of their own, one instance each, shared by all connections of a lane. Bounded. */
final class HartIpOperations {
    private record Key(int code, boolean publish, String scope) {}

    private final int max;
    private final Map<Key, Operation> known = new HashMap<>();

    HartIpOperations(int max) {
        this.max = max;
    }

    /** A HART command addressed to {@code scope}. */
    Operation of(int code, boolean publish, String scope) {
        Key key = new Key(code, publish, scope);
        Operation operation = known.get(key);
        if (operation == null) {
            operation = HartIpCommand.operation(code, publish, scope, List.<Attribute>of());
            if (known.size() >= max) {
                known.clear();
            }
            known.put(key, operation);
        }
        return operation;
    }
}
