package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipReplies;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.decode.enip.cip.CipRequests;
import io.fieldwarden.agent.decode.enip.cip.CipService;
import io.fieldwarden.agent.decode.enip.cip.CipText;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CIP messages out of their items: unconnected ones by sender context, connected ones by sequence count. */
final class EnipServices {
    private static final int CARRIERS = 32;

    private final Connection connection;
    private final CipFacts facts;
    private final EnipShared shared;
    private final EnipPairing pairing;
    private final CipRequests requests;
    private final List<Kept> carriers = new ArrayList<>(2);

    private record Kept(EnipCommand command, int session, int connectionId, boolean asks, CipCarrier carrier) {}

    EnipServices(Connection connection, CipFacts facts, EnipShared shared, EnipPairing pairing) {
        this.connection = connection;
        this.facts = facts;
        this.shared = shared;
        this.pairing = pairing;
        requests = new CipRequests(facts);
    }

    /** A CIP message in its message at {@code header}; false if the items carry none. */
    boolean message(
            EnipCommand command, Direction from, Window bytes, int header, EnipItems items, long atNanos) {
        int unconnected = items.find(EnipItems.UNCONNECTED_DATA, 1);
        if (unconnected >= 0) {
            service(command, from, bytes, header, 0, bytes.i64le(header + 12), items, unconnected, 0, atNanos);
            return true;
        }
        int connected = items.find(EnipItems.CONNECTED_DATA, 2);
        if (connected < 0) {
            return false;
        }
        int address = items.find(EnipItems.CONNECTED_ADDRESS, 4);
        int id = address < 0 ? 0 : bytes.i32le(items.start(address));
        if (items.length(connected) > 2) {
            int sequence = bytes.u16le(items.start(connected));
            service(command, from, bytes, header, id, sequence, items, connected, 2, atNanos);
        }
        return true;
    }

    /** The encapsulation refused: the service was never delivered. */
    void refused(EnipCommand command, Direction from, Window bytes, int header, long atNanos) {
        int status = bytes.i32le(header + 8);
        EnipOutstanding.Waiting asked =
                pairing.take(command, from.opposite(), bytes.i64le(header + 12));
        if (asked != null && asked.request() != null) {
            Outcome outcome = Outcome.refused(status, EnipCommand.status(status));
            pairing.replies()
                    .unfinished(asked.request(), outcome, new CipReplies.Moment(asked.asker(), asked.atNanos(), atNanos));
        } else {
            pairing.unasked(command.text() + " with status " + EnipCommand.status(status), atNanos);
        }
    }

    /** @param skip bytes of the item before the service */
    private void service(
            EnipCommand command,
            Direction from,
            Window bytes,
            int header,
            int id,
            long mark,
            EnipItems items,
            int item,
            int skip,
            long atNanos) {
        int at = items.start(item) + skip;
        int length = items.length(item) - skip;
        boolean answer = (bytes.u8(at) & CipService.REPLY) != 0;
        CipCarrier carrier = carrier(command, bytes.i32le(header + 4), id, !answer, from);
        if (answer) {
            answered(command, from, bytes, at, length, id, mark, carrier, atNanos);
            return;
        }
        CipRequest request = shared.repeats().find(bytes, at, length, carrier);
        if (request == null) {
            request = requests.read(bytes, at, length, carrier, 0, atNanos);
            if (request == null) {
                return;
            }
            if (facts.isClean()) {
                shared.repeats().keep(bytes, at, length, carrier, request);
            }
        }
        pairing.add(new EnipOutstanding.Waiting(command, from, mark, id, request, null, atNanos));
    }

    private void answered(
            EnipCommand command,
            Direction from,
            Window bytes,
            int at,
            int length,
            int id,
            long mark,
            CipCarrier carrier,
            long atNanos) {
        int service = bytes.u8(at) & ~CipService.REPLY;
        Direction asker = from.opposite();
        EnipLinks.Link link =
                id == 0 ? null : shared.links().find(id, connection.end(from).address(), false);
        int asked = link == null ? 0 : link.opened().originatorToTarget();
        EnipOutstanding.Waiting waiting = pairing.takeService(command, asker, mark, asked, service);
        if (waiting == null || waiting.request() == null) {
            pairing.unasked(String.format("service 0x%02x", service), atNanos);
            pairing.replies()
                    .unasked(bytes, at, length, carrier, 0, new CipReplies.Moment(asker, atNanos, atNanos));
            return;
        }
        CipReplies.Moment moment = new CipReplies.Moment(asker, waiting.atNanos(), atNanos);
        CipRequest request = waiting.request();
        Outcome outcome = pairing.replies().answer(request, bytes, at, length, moment);
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            connections(request, bytes, at, length, connection.end(from).address());
        }
    }

    /** Remembers what was opened and forgets what was closed. */
    private void connections(CipRequest request, Window bytes, int at, int length, Address target) {
        if (request.detail() instanceof CipRequest.Opening opening) {
            CipReplies.Opened opened = CipReplies.opened(bytes, at, length);
            if (opened != null) {
                shared.links().opened(new EnipLinks.Link(opened, target, opening));
                carriers.clear();
            }
        } else if (request.detail() instanceof CipRequest.Closing closing) {
            shared.links().closed(target, closing.serial());
        } else if (request.detail() instanceof CipRequest.Routed routed && routed.inner() != null) {
            connections(routed.inner(), bytes, at, length, target);
        }
    }

    /** The same instance for the same carrier, so that repeats are found. */
    private CipCarrier carrier(EnipCommand command, int session, int id, boolean asks, Direction from) {
        for (int index = 0; index < carriers.size(); index++) {
            Kept kept = carriers.get(index);
            if (kept.command == command && kept.session == session && kept.connectionId == id && kept.asks == asks) {
                return kept.carrier;
            }
        }
        List<Attribute> attributes = new ArrayList<>(3);
        attributes.add(new Attribute("command", command.text()));
        attributes.add(new Attribute("session_handle", CipText.word32(session)));
        EnipLinks.@Nullable Link link = null;
        if (id != 0) {
            attributes.add(new Attribute("connection_id", CipText.word32(id)));
            Direction target = asks ? from.opposite() : from;
            link = shared.links().find(id, connection.end(target).address(), asks);
        }
        CipCarrier carrier = new CipCarrier(attributes, link == null ? "" : link.scope());
        if (carriers.size() >= CARRIERS) {
            carriers.clear();
        }
        carriers.add(new Kept(command, session, id, asks, carrier));
        return carrier;
    }
}
