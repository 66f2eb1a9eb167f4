package io.fieldwarden.agent.decode.coap;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs requests with their answers by token (RFC 7252 5.3.1), and with the reset of their message by its id. */
final class CoapSession implements ProtocolSession {
    private static final int RESET = 3;

    private final Connection connection;
    private final ObservationSink observations;
    private final CoapLimits limits;
    private final CoapMessage message;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    /** Tokens the other side is told of again and again (RFC 7641); answers to them are no surprise. */
    private final ArrayDeque<Open> observed = new ArrayDeque<>();

    private record Open(Operation operation, Direction from, long token, int messageId, long atNanos) {

        /** The same with the code of the answer. */
        Open answered(String code) {
            List<Attribute> attributes = new ArrayList<>(operation.attributes());
            attributes.add(new Attribute("response_code", code));
            Operation complete = new Operation(
                    operation.protocol(),
                    operation.code(),
                    operation.name(),
                    operation.access(),
                    operation.scope(),
                    operation.points(),
                    attributes);
            return new Open(complete, from, token, messageId, atNanos);
        }
    }

    CoapSession(Connection connection, ObservationSink observations, CoapLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
        this.message = new CoapMessage(limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        CoapAnomaly wrong = message.read(bytes);
        if (wrong != null) {
            anomaly(wrong, bytes.length() + " bytes, expected a header, a token and options that fit", atNanos);
            return Verdict.consumed(bytes.length());
        }
        if (message.hasEmptyPayload()) {
            anomaly(CoapAnomaly.EMPTY_PAYLOAD, "a payload marker is the last byte", atNanos);
        }
        if (message.hasOptionsLeft()) {
            String detail = "more options than the " + limits.optionsMax() + " that are read";
            anomaly(CoapAnomaly.TOO_MANY_OPTIONS, detail, atNanos);
        }
        if (message.isRequest()) {
            request(from, atNanos);
        } else if (!message.isEmpty()) {
            response(from, atNanos);
        } else if (message.type() == RESET) {
            reset(from);
        }
        return Verdict.consumed(bytes.length());
    }

    private void request(Direction from, long atNanos) {
        for (Open asked : open) {
            if (asked.from == from && asked.messageId == message.messageId() && asked.token == message.token()) {
                return; // sent again because nobody answered yet (4.2)
            }
        }
        if (open.size() == limits.outstandingMax()) {
            tell(open.removeFirst(), Outcome.UNANSWERED);
        }
        open.add(new Open(operation(), from, message.token(), message.messageId(), atNanos));
    }

    private Operation operation() {
        List<Attribute> attributes = new ArrayList<>();
        if (!message.host().isEmpty()) {
            attributes.add(new Attribute("host", message.host()));
        }
        attributes.add(new Attribute("path", message.path().isEmpty() ? "/" : message.path()));
        if (message.queries() > 0) {
            attributes.add(new Attribute("query", "present"));
        }
        if (message.observe() >= 0) {
            attributes.add(new Attribute("observe", message.observe() == 0 ? "register" : "deregister"));
        }
        if (message.contentFormat() >= 0) {
            attributes.add(new Attribute("content_format", Integer.toString(message.contentFormat())));
        }
        if (message.payloadLength() > 0) {
            attributes.add(new Attribute("payload_length", Integer.toString(message.payloadLength())));
        }
        int code = message.code();
        return new Operation(CoapDecoder.PROTOCOL, code, CoapNames.method(code), access(code), "", null, attributes);
    }

    private Access access(int code) {
        boolean reads = code == 1 || code == 5;
        if (reads) {
            return message.observe() == 0 ? Access.SUBSCRIBE : Access.READ;
        }
        return code == 2 ? Access.EXECUTE : Access.WRITE; // what POST does the resource decides (5.8.2)
    }

    private void response(Direction from, long atNanos) {
        Open asked = take(from.opposite(), message.token());
        if (asked != null) {
            tell(asked.answered(CoapNames.text(message.code())), outcome());
            if (message.observe() >= 0) {
                observe(asked);
            }
            return;
        }
        if (observed.stream().noneMatch(known -> known.from != from && known.token == message.token())
                && !connection.midstream()) {
            String detail = CoapNames.text(message.code()) + " with a token of " + message.tokenLength()
                    + " bytes, expected the token of a request that is open";
            anomaly(CoapAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
        }
    }

    private void observe(Open asked) {
        if (observed.size() == limits.outstandingMax()) {
            observed.removeFirst();
        }
        observed.add(asked);
    }

    private Outcome outcome() {
        int code = message.code();
        if (code >> 5 == 2) {
            return Outcome.SUCCEEDED;
        }
        String name = CoapNames.response(code);
        return Outcome.refused(code, name == null ? CoapNames.text(code) : name);
    }

    private void reset(Direction from) {
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open asked = each.next();
            if (asked.from != from && asked.messageId == message.messageId()) {
                each.remove();
                tell(asked, Outcome.refused(0, "reset"));
                return;
            }
        }
    }

    private @Nullable Open take(Direction asker, long token) {
        for (Iterator<Open> each = open.iterator(); each.hasNext(); ) {
            Open asked = each.next();
            if (asked.from == asker && asked.token == token) {
                each.remove();
                return asked;
            }
        }
        return null;
    }

    private void tell(Open asked, Outcome outcome) {
        observations.observe(new OperationSeen(asked.atNanos, connection, asked.from, asked.operation, outcome));
    }

    private void anomaly(CoapAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        boolean group = connection.responder().address().isGroup();
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos > limits.answerNanos()) {
            tell(open.removeFirst(), group ? Outcome.ONE_WAY : Outcome.UNANSWERED);
        }
    }

    @Override
    public void close(long atNanos) {
        boolean group = connection.responder().address().isGroup();
        open.forEach(asked -> tell(asked, group ? Outcome.ONE_WAY : Outcome.UNANSWERED));
        open.clear();
    }
}
