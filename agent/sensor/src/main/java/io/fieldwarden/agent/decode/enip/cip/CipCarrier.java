package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/**
 * What carries a message.
 *
 * @param attributes told first with every operation
 * @param scope route to the device, empty if it is the one spoken to
 */
public record CipCarrier(List<Attribute> attributes, String scope) {
    public CipCarrier {
        attributes = List.copyOf(attributes);
    }
}
