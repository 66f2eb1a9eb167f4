package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaReader;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTypes;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** Pairs requests with their responses and tells both; only messages that can be read come here. */
final class OpcuaExchange {
    private static final int TAIL_MAX = 64;

    private final OpcuaFacts facts;
    private final OpcuaChannel channel;
    private final OpcuaLimits limits;
    private final OpcuaReader reader;
    private final OpcuaRequests requests;
    private final OpcuaReplies replies;
    private final OpcuaOutstanding outstanding = new OpcuaOutstanding();

    /** The body of a message: type, header and fields of a service. */
    record Body(Window bytes, int from, int to, long requestId) {}

    OpcuaExchange(OpcuaFacts facts, OpcuaChannel channel, OpcuaSession.Shared shared, OpcuaLimits limits) {
        this.facts = facts;
        this.channel = channel;
        this.limits = limits;
        reader = new OpcuaReader(new OpcuaReader.Bounds(limits.nesting(), limits.items(), limits.textChars()));
        requests = new OpcuaRequests(reader, shared.repeats(), limits);
        replies = new OpcuaReplies(reader, facts, shared.identities(), limits);
    }

    /** @param requestsSeen whether every request it could answer was seen */
    void message(Body body, Direction from, boolean requestsSeen, long atNanos) {
        int encoding = begin(body);
        OpcuaService asked = OpcuaService.asked(encoding);
        if (asked != null) {
            OpcuaRequest request = requests.read(asked);
            judge(body, asked.label, atNanos);
            if (asked == OpcuaService.CLOSE_SECURE_CHANNEL) {
                facts.operation(request.operation(), from, Outcome.ONE_WAY, atNanos);
            } else {
                replies.introduced(request, from, atNanos);
                open(body.requestId(), new OpcuaOutstanding.Open(request, from, atNanos), atNanos);
            }
            return;
        }
        OpcuaService answered = OpcuaService.answered(encoding);
        if (answered == null && encoding != OpcuaService.SERVICE_FAULT) {
            unknown(body, encoding, from, atNanos);
            return;
        }
        OpcuaOutstanding.Open open = outstanding.remove(from.opposite(), body.requestId());
        if (open != null) {
            replies.answer(open, answered == null ? open.request().service() : answered, encoding, from, atNanos);
        } else {
            if (requestsSeen) {
                String detail = "found an answer to request " + body.requestId() + ", expected an open request";
                facts.anomaly(OpcuaAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
            replies.unasked(answered, encoding, from, atNanos);
        }
        judge(body, answered == null ? "service fault" : answered.label + " response", atNanos);
    }

    /** Begins to read: the number of the body's type. */
    int begin(Body body) {
        reader.begin();
        return reader.cursor.over(body.bytes(), body.from(), body.to()).standardNumber();
    }

    OpcuaRequest request(OpcuaService service) {
        return requests.read(service);
    }

    /** Reads a response that was told already once more, for its fields. */
    OpcuaDatum.Structure response(Body body, OpcuaTypes.Type type) {
        begin(body);
        replies.skipHeader();
        return reader.structure(type);
    }

    /** A request awaits its answer from now on. */
    void open(long requestId, OpcuaOutstanding.Open open, long atNanos) {
        OpcuaOutstanding.Open before = outstanding.add(requestId, open);
        if (before != null) {
            String detail = "found request id " + requestId + ", expected one that is not open";
            facts.anomaly(OpcuaAnomaly.DUPLICATE_REQUEST_ID, detail, atNanos);
            told(before, Outcome.UNANSWERED);
        } else if (outstanding.size() > limits.outstandingMax()) {
            String detail = outstanding.size() + " requests open, expected at most " + limits.outstandingMax();
            facts.anomaly(OpcuaAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            outstanding.oldest().forEach(oldest -> told(oldest, Outcome.UNANSWERED));
        }
    }

    /** Takes out the open request an answer of {@code from} belongs to, and tells it as {@code outcome}; false if there is none. */
    boolean refused(Direction asking, long requestId, Outcome outcome) {
        OpcuaOutstanding.Open open = outstanding.remove(asking, requestId);
        if (open != null) {
            told(open, outcome);
        }
        return open != null;
    }

    /** Tells whether the body had all its fields and nothing else. */
    void judge(Body body, String what, long atNanos) {
        OpcuaCursor cursor = reader.cursor;
        int size = body.to() - body.from();
        if (reader.tooDeep()) {
            String detail = "found more than " + limits.nesting() + " levels in " + what + ", expected fewer";
            facts.anomaly(OpcuaAnomaly.NESTED_TOO_DEEP, detail, atNanos);
        } else if (cursor.failed()) {
            String detail = "found " + size + " bytes of " + what + ", expected more or smaller counts";
            facts.anomaly(OpcuaAnomaly.BODY_TOO_SHORT, detail, atNanos);
        } else if (cursor.left() > (channel.tailPossible() ? TAIL_MAX : 0)) {
            String detail = "found " + size + " bytes of " + what + ", expected " + (size - cursor.left());
            facts.anomaly(OpcuaAnomaly.BODY_TOO_LONG, detail, atNanos);
        }
    }

    private void unknown(Body body, int encoding, Direction from, long atNanos) {
        facts.anomaly(OpcuaAnomaly.UNKNOWN_SERVICE, "found type " + encoding + ", expected that of a service", atNanos);
        if (!refused(from.opposite(), body.requestId(), Outcome.SUCCEEDED)) {
            String name = encoding < 0 ? "unknown" : "unknown_" + encoding;
            Operation operation =
                    new Operation(OpcuaDecoder.PROTOCOL, encoding, name, Access.EXECUTE, "", null, List.of());
            facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        }
    }

    boolean anythingOpen() {
        return outstanding.size() > 0;
    }

    /** What waits since before {@code nanos} is unanswered. */
    void before(long nanos) {
        outstanding.before(nanos).forEach(open -> told(open, Outcome.UNANSWERED));
    }

    /** Everything open ends like this. */
    void abandon(Outcome outcome) {
        outstanding.all().forEach(open -> told(open, outcome));
    }

    private void told(OpcuaOutstanding.Open open, Outcome outcome) {
        facts.operation(open.request().operation(), open.from(), outcome, open.atNanos());
    }
}
