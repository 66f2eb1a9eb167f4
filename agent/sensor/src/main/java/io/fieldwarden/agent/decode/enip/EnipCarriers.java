package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipText;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What carries services, one instance for all that is carried alike, so that repeated requests are found on whatever connection
 * they come. Shared by all connections of a lane; bounded, the newest takes the place of another.
 */
final class EnipCarriers {
    /** @param id connection id, 0 if unconnected */
    private record Kept(EnipCommand command, int session, int id, String scope, CipCarrier carrier) {}

    private final @Nullable Kept[] slots;

    /** @param slots a power of two */
    EnipCarriers(int slots) {
        this.slots = new Kept[slots];
    }

    CipCarrier of(EnipCommand command, int session, int id, String scope) {
        int hash = ((command.code() * 31 + session) * 31 + id) * 31 + scope.hashCode();
        int slot = ((hash * 0x9E37_79B9) >>> 12) & (slots.length - 1);
        Kept kept = slots[slot];
        if (kept != null
                && kept.command == command
                && kept.session == session
                && kept.id == id
                && kept.scope.equals(scope)) {
            return kept.carrier;
        }
        List<Attribute> attributes = new ArrayList<>(3);
        attributes.add(new Attribute("command", command.text()));
        attributes.add(new Attribute("session_handle", CipText.word32(session)));
        if (id != 0) {
            attributes.add(new Attribute("connection_id", CipText.word32(id)));
        }
        CipCarrier carrier = new CipCarrier(attributes, scope);
        slots[slot] = new Kept(command, session, id, scope, carrier);
        return carrier;
    }
}
