package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipPart;
import io.fieldwarden.agent.decode.enip.cip.CipReplies;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.decode.enip.cip.CipRequests;
import io.fieldwarden.agent.decode.enip.cip.CipService;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CIP messages out of their items: unconnected ones by sender context, connected ones by sequence count. */
final class EnipServices {
    private static final int KEPT = 32;

    private final Connection connection;
    private final CipFacts facts;
    private final EnipShared shared;
    private final EnipPairing pairing;
    private final CipRequests requests;
    private final List<Kept> kept = new ArrayList<>(2);
    private final CipReplies.Moment moment = new CipReplies.Moment();
    private int version;

    /** What is known of the messages of one session, or of one CIP connection, in one direction. */
    private record Kept(
            EnipCommand command,
            int session,
            int id,
            boolean asks,
            EnipLinks.@Nullable Link link,
            CipCarrier carrier) {}

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
            moment.of(asked.asker(), asked.atNanos(), message.atNanos());
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
        Kept known = kept(message, id, !answer);
        if (answer) {
            answered(message, part, mark, known);
            return;
        }
        CipCarrier carrier = known.carrier();
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
        pairing.add(message, mark, id, request);
    }

    private void answered(EnipMessage message, CipPart part, long mark, Kept known) {
        int service = part.bytes().u8(part.at()) & ~CipService.REPLY;
        Direction asker = message.from().opposite();
        Address target = connection.end(message.from()).address();
        EnipLinks.Link link = known.link();
        int asked = link == null ? 0 : link.opened().originatorToTarget();
        EnipOutstanding.Waiting waiting = pairing.takeService(message.command(), asker, mark, asked, service);
        CipRequest request = waiting == null ? null : waiting.request();
        if (waiting == null || request == null) {
            pairing.unasked(String.format("service 0x%02x", service), message.atNanos());
            pairing.replies().unasked(part, known.carrier(), 0, moment.of(asker, message.atNanos(), message.atNanos()));
            return;
        }
        Outcome outcome =
                pairing.replies().answer(request, part, moment.of(asker, waiting.atNanos(), message.atNanos()));
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
            }
        } else if (request.detail() instanceof CipRequest.Closing closing) {
            shared.links().closed(target, closing.serial());
        } else if (request.detail() instanceof CipRequest.Routed routed && routed.inner() != null) {
            connections(routed.inner(), part, target);
        }
    }

    /** How the connection {@code id} was opened, null if that was not seen; looked up anew when one was opened or closed. */
    private Kept kept(EnipMessage message, int id, boolean asks) {
        if (version != shared.links().version()) {
            version = shared.links().version();
            kept.clear();
        }
        EnipCommand command = message.command();
        int session = message.session();
        for (int index = 0; index < kept.size(); index++) {
            Kept one = kept.get(index);
            if (one.id == id && one.session == session && one.command == command && one.asks == asks) {
                return one;
            }
        }
        Direction target = asks ? message.from().opposite() : message.from();
        EnipLinks.Link link =
                id == 0 ? null : shared.links().find(id, connection.end(target).address(), asks);
        CipCarrier carrier = shared.carriers().of(command, session, id, link == null ? "" : link.scope());
        Kept added = new Kept(command, session, id, asks, link, carrier);
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        kept.add(added);
        return added;
    }
}
