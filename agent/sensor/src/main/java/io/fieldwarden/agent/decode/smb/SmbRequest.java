package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** A request that awaits its answer. */
final class SmbRequest {
    final int command;
    final String name;
    final long atNanos;
    final List<Attribute> attributes = new ArrayList<>(8);
    Access access;
    String scope = "";
    /** Name of the file, or of the share that is connected. */
    String file = "";

    SmbRequest(int command, String name, Access access, long atNanos) {
        this.command = command;
        this.name = name;
        this.access = access;
        this.atNanos = atNanos;
    }

    void add(String attribute, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(attribute, value));
        }
    }

    /** The first value of an attribute, empty if there is none. */
    String value(String attribute) {
        for (Attribute added : attributes) {
            if (added.name().equals(attribute)) {
                return added.value();
            }
        }
        return "";
    }
}
