package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message at hand on its way up; reused. */
final class BacnetMessage {
    /** Bytes of a message, from an index to before another. */
    record Part(Window bytes, int from, int to) {}

    final BacnetNpdu npdu = new BacnetNpdu();
    Window bytes = new Window();
    Direction from = Direction.FROM_ORIGINATOR;
    long atNanos;
    /** Name of the virtual link function, empty on Ethernet. */
    String function = "";
    /** Who sent a forwarded message first. */
    @Nullable
    Address origin;

    int originPort;
    private boolean told;

    void begin(Direction sender, Window all, long nanos) {
        from = sender;
        bytes = all;
        atNanos = nanos;
        function = "";
        origin = null;
        originPort = 0;
        told = false;
        npdu.clear();
    }

    /** Whether something malformed may still be told of this message: once. */
    boolean firstFault() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** The attributes that every operation begins with: what the link and network headers say. */
    List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        if (!function.isEmpty()) {
            attributes.add(new Attribute("bvlc_function", function));
        }
        if (origin != null) {
            attributes.add(new Attribute("fwd_ip", origin.toString()));
            attributes.add(new Attribute("fwd_port", Integer.toString(originPort)));
        }
        if (npdu.hasSource()) {
            attributes.add(new Attribute("snet", npdu.source()));
        }
        if (npdu.hasDestination()) {
            attributes.add(new Attribute("dnet", npdu.destination()));
        }
        if (npdu.priority > 0) {
            attributes.add(new Attribute("network_priority", Integer.toString(npdu.priority)));
        }
        return attributes;
    }
}
