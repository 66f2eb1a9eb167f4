package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/** What carries a message. Equal to itself only, so that requests told by it can be found by it. */
public final class CipCarrier {
    private final List<Attribute> attributes;
    private final String scope;
    private final int key;

    /**
     * @param attributes told first with every operation
     * @param scope route to the device, empty if it is the one spoken to
     */
    public CipCarrier(List<Attribute> attributes, String scope) {
        this.attributes = List.copyOf(attributes);
        this.scope = scope;
        this.key = 31 * this.attributes.hashCode() + scope.hashCode();
    }

    List<Attribute> attributes() {
        return attributes;
    }

    String scope() {
        return scope;
    }

    /** Where to look for it in a table. */
    public int key() {
        return key;
    }
}
