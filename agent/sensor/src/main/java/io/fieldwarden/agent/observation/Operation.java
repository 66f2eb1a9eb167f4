package io.fieldwarden.agent.observation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked. Immutable, so that decoders may keep one instance for an operation that is repeated.
 *
 * @param protocol for instance {@code modbus}
 * @param code the protocol's number of it (function code, packet type); -1 if it has none
 * @param name the protocol's name of it as Wireshark or Zeek write it, lower case with underscores
 * @param access the intent
 * @param scope the addressed part of the device or broker, for instance {@code unit 1}; empty if there is none
 * @param points the points concerned, if any
 * @param attributes further decoded fields in the order of the wire; device-supplied values are bounded in length
 */
public record Operation(
        String protocol,
        int code,
        String name,
        Access access,
        String scope,
        @Nullable Points points,
        List<Attribute> attributes) {

    public Operation {
        attributes = List.copyOf(attributes);
    }

    /** Returns the value of the attribute of that name, or an empty text. */
    public String attribute(String attributeName) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(attributeName)) {
                return attribute.value();
            }
        }
        return "";
    }
}
