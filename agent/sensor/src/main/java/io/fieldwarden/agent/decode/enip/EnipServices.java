package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipPart;
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

    /** A CIP message out of the items of {@code message}; false if they carry none. */
    boolean message(EnipMessage message, EnipItems items) {
        int unconnected = items.find(EnipItems.UNCONNECTED_DATA, 1);
        if (unconnected >= 0) {
            service(message, items.part(unconnected, 0, message.bytes()), 0, message.context());
            return true;
        }
        int connected = items.find(EnipItems.CONNECTED_DATA, 2);
        if (connected < 0) {
            return false;
        }
        int address = items.find(EnipItems.CONNECTED_ADDRESS, 4);
        int id = address < 0 ? 0 : message.bytes().i32le(items.start(address));
        if (items.length(connected) > 2) {
            int sequence = message.bytes().u16le(items.start(connected));
            service(message, items.part(connected, 2, message.bytes()), id, sequence);
        }
        return true;
    }

    /** The encapsulation refused: the service was never delivered. */
    void refused(EnipMessage message) {
        EnipCommand command = message.command();
        String status = EnipCommand.status(message.status());
        EnipOutstanding.Waiting asked = pairing.take(command, message.from().opposite(), message.context());
        if (asked != null && asked.request() != null) {
            CipReplies.Moment moment = new CipReplies.Moment(asked.asker(), asked.atNanos(), message.atNanos());
            pairing.replies().unfinished(asked.request(), Outcome.refused(message.status(), status), moment);
        } else {
            pairing.unasked(command.text() + " with status " + status, message.atNanos());
        }
    }

    /**
     * A request or an answer.
     *
     * @param id connection id, 0 if unconnected
     * @param mark what an answer repeats
     */
    private void service(EnipMessage message, CipPart part, int id, long mark) {
        boolean answer = (part.bytes().u8(part.at()) & CipService.REPLY) != 0;
        CipCarrier carrier = carrier(message, id, !answer);
        if (answer) {
            answered(message, part, id, mark, carrier);
            return;
        }
        CipRequest request = shared.repeats().find(part, carrier);
        if (request == null) {
            request = requests.read(part, new CipRequests.Place(carrier, 0, message.atNanos()));
            if (request == null) {
                return;
            }
            if (facts.isClean()) {
                shared.repeats().keep(part, carrier, request);
            }
        }
        pairing.add(new EnipOutstanding.Waiting(
                message.command(), message.from(), mark, id, request, null, message.atNanos()));
    }

    private void answered(EnipMessage message, CipPart part, int id, long mark, CipCarrier carrier) {
        int service = part.bytes().u8(part.at()) & ~CipService.REPLY;
        Direction asker = message.from().opposite();
        Address target = connection.end(message.from()).address();
        EnipLinks.Link link = id == 0 ? null : shared.links().find(id, target, false);
        int asked = link == null ? 0 : link.opened().originatorToTarget();
        EnipOutstanding.Waiting waiting = pairing.takeService(message.command(), asker, mark, asked, service);
        CipRequest request = waiting == null ? null : waiting.request();
        if (waiting == null || request == null) {
            pairing.unasked(String.format("service 0x%02x", service), message.atNanos());
            CipReplies.Moment now = new CipReplies.Moment(asker, message.atNanos(), message.atNanos());
            pairing.replies().unasked(part, carrier, 0, now);
            return;
        }
        CipReplies.Moment moment = new CipReplies.Moment(asker, waiting.atNanos(), message.atNanos());
        Outcome outcome = pairing.replies().answer(request, part, moment);
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            connections(request, part, target);
        }
    }

    /** Remembers what was opened and forgets what was closed. */
    private void connections(CipRequest request, CipPart part, Address target) {
        if (request.detail() instanceof CipRequest.Opening opening) {
            CipReplies.Opened opened = CipReplies.opened(part);
            if (opened != null) {
                shared.links().opened(new EnipLinks.Link(opened, target, opening));
                carriers.clear();
            }
        } else if (request.detail() instanceof CipRequest.Closing closing) {
            shared.links().closed(target, closing.serial());
        } else if (request.detail() instanceof CipRequest.Routed routed && routed.inner() != null) {
            connections(routed.inner(), part, target);
        }
    }

    /** The same instance for the same carrier, so that repeats are found. */
    private CipCarrier carrier(EnipMessage message, int id, boolean asks) {
        EnipCommand command = message.command();
        int session = message.session();
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
            Direction target = asks ? message.from().opposite() : message.from();
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
