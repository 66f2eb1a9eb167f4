package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipReplies;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.observation.Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CIP connections that were seen being opened, shared by all connections of a lane: what is opened over TCP runs over UDP. The
 * oldest is forgotten when there are too many.
 */
final class EnipLinks {
    /**
     * One CIP connection.
     *
     * @param opened its ids
     * @param target address of the device it was opened at
     * @param request the request that opened it
     */
    record Link(CipReplies.Opened opened, Address target, CipRequest.Opening request) {

        /** Route to the device behind the target, empty if it is the target itself. */
        String scope() {
            String route = request.path().route();
            return route.isEmpty() ? "" : "route " + route;
        }

        /** What the data of one direction is called, empty if the path does not say. */
        String point(boolean toTarget) {
            return request.path().connectionPoints().size() == 2
                    ? "4/" + request.path().connectionPoints().get(toTarget ? 0 : 1) + "/3"
                    : "";
        }
    }

    /**
     * @param target who chose the id (to the target), or whom it was chosen for
     * @param toTarget direction of what carries the id
     */
    private record Id(int number, Address target, boolean toTarget) {}

    private record Name(Address target, CipRequest.Triad triad) {}

    private final Map<Id, Link> byId = new HashMap<>();
    /** Oldest first. */
    private final LinkedHashMap<Name, Link> byName = new LinkedHashMap<>();

    private final int most;
    private int version;

    EnipLinks(int most) {
        this.most = most;
    }

    int size() {
        return byName.size();
    }

    /** Changes when a connection is opened or closed. */
    int version() {
        return version;
    }

    void opened(Link link) {
        closed(link.target(), link.request().serial());
        if (byName.size() >= most) {
            Name eldest = byName.firstEntry().getKey();
            closed(eldest.target(), eldest.triad());
        }
        Name name = new Name(link.target(), link.request().serial());
        version++;
        byName.put(name, link);
        byId.put(new Id(link.opened().originatorToTarget(), link.target(), true), link);
        byId.put(new Id(link.opened().targetToOriginator(), link.target(), false), link);
    }

    void closed(Address target, CipRequest.Triad triad) {
        Name name = new Name(target, triad);
        Link link = byName.remove(name);
        if (link != null) {
            version++;
            byId.remove(new Id(link.opened().originatorToTarget(), target, true), link);
            byId.remove(new Id(link.opened().targetToOriginator(), target, false), link);
        }
    }

    /** The connection whose messages to (or from) {@code target} carry that id. */
    @Nullable
    Link find(int number, Address target, boolean toTarget) {
        return byId.get(new Id(number, target, toTarget));
    }
}
