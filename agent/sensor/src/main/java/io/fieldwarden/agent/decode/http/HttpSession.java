package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One HTTP/1 connection: pairs answers with requests, in order (RFC 9112 9.3.2). */
final class HttpSession implements ProtocolSession, HttpStream.Heads {
    private static final int CONTINUE = 100;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int ERROR = 400;

    private final HttpFacts facts;
    private final HttpLimits limits;
    private final HttpStream originator;
    private final HttpStream responder;
    private final Deque<HttpHead> open = new ArrayDeque<>();
    private Direction client = Direction.FROM_ORIGINATOR;
    private boolean requestsSeen;

    HttpSession(Connection connection, HttpFacts facts, HttpLimits limits) {
        this.facts = facts;
        this.limits = limits;
        boolean lost = connection.midstream();
        originator = new HttpStream(Direction.FROM_ORIGINATOR, this, facts, limits, lost);
        responder = new HttpStream(Direction.FROM_RESPONDER, this, facts, limits, lost);
        requestsSeen = !lost;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        return stream(from).decode(bytes, atNanos);
    }

    @Override
    public HttpStream.Body head(Direction from, HttpHead head, boolean request) {
        if (!request) {
            return answered(from, head);
        }
        client = from;
        if (head.first.equals("PRI") && head.version.startsWith("2")) {
            originator.opaque();
            responder.opaque();
            tell(head, null, Outcome.ONE_WAY);
            return HttpStream.Body.OPAQUE;
        }
        expire(head.atNanos);
        if (open.size() >= limits.outstandingMax()) {
            String detail = (open.size() + 1) + " requests open, expected at most " + open.size();
            facts.anomaly(HttpAnomaly.TOO_MANY_OUTSTANDING, detail, head.atNanos);
            tell(open.removeFirst(), null, Outcome.UNANSWERED);
        }
        open.addLast(head);
        return HttpStream.Body.AS_SAID;
    }

    private HttpStream.Body answered(Direction from, HttpHead head) {
        if (head.status >= CONTINUE && head.status < 200 && head.status != SWITCHING_PROTOCOLS) {
            return HttpStream.Body.NONE; // RFC 9110 15.2: the answer itself is still to come
        }
        facts.server(from, head.server, head.atNanos);
        HttpHead asked = open.pollFirst();
        if (asked == null) {
            unasked(from, head);
        } else {
            boolean refused = head.status >= ERROR;
            tell(asked, head, refused ? Outcome.refused(head.status, head.target) : Outcome.SUCCEEDED);
        }
        boolean connect = asked != null && asked.first.equals("CONNECT") && head.status / 100 == 2;
        if (head.status == SWITCHING_PROTOCOLS || connect) {
            originator.opaque();
            responder.opaque();
            return HttpStream.Body.OPAQUE;
        }
        boolean none = head.status == NO_CONTENT
                || head.status == NOT_MODIFIED
                || (asked != null && asked.first.equals("HEAD"));
        return none ? HttpStream.Body.NONE : HttpStream.Body.AS_SAID;
    }

    private void unasked(Direction from, HttpHead head) {
        client = from.opposite();
        if (requestsSeen) {
            String detail = "status " + head.status + ", expected an open request";
            facts.anomaly(HttpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, head.atNanos);
        }
        List<Attribute> attributes = new ArrayList<>();
        answer(attributes, head);
        Operation operation =
                new Operation(HttpDecoder.PROTOCOL, head.status, "response", Access.SESSION, "", null, attributes);
        facts.operation(client, operation, Outcome.ONE_WAY, head.atNanos);
    }

    private void tell(HttpHead asked, @Nullable HttpHead answer, Outcome outcome) {
        List<Attribute> attributes = new ArrayList<>(16);
        add(attributes, "method", facts.cut(asked.first));
        add(attributes, "host", asked.host);
        add(attributes, "uri", facts.cut(asked.target));
        add(attributes, "version", asked.version);
        add(attributes, "user_agent", asked.userAgent);
        add(attributes, "referrer_host", asked.referrerHost);
        add(attributes, "request_content_type", asked.contentType);
        if (asked.contentLength >= 0) {
            add(attributes, "request_content_length", Long.toString(asked.contentLength));
        }
        add(attributes, "authorization", asked.authorization);
        if (asked.cookies > 0) {
            add(attributes, "cookies", Integer.toString(asked.cookies));
        }
        add(attributes, "upgrade", asked.upgrade);
        if (answer != null) {
            answer(attributes, answer);
        }
        String name = asked.first.toLowerCase(Locale.ROOT).replace('-', '_');
        Access access = access(asked.first);
        facts.operation(
                client,
                new Operation(HttpDecoder.PROTOCOL, -1, name, access, asked.host, null, attributes),
                outcome,
                asked.atNanos);
    }

    private static void answer(List<Attribute> attributes, HttpHead answer) {
        add(attributes, "status_code", Integer.toString(answer.status));
        add(attributes, "status_msg", answer.target);
        add(attributes, "server", answer.server);
        add(attributes, "content_type", answer.contentType);
        if (answer.contentLength >= 0) {
            add(attributes, "content_length", Long.toString(answer.contentLength));
        }
        add(attributes, "realm", answer.realm);
        if (answer.cookies > 0) {
            add(attributes, "set_cookies", Integer.toString(answer.cookies));
        }
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }

    /** Methods of RFC 9110 9.3, WebDAV (RFC 4918) and UPnP; of others nobody knows what they do. */
    private static Access access(String method) {
        return switch (method) {
            case "GET", "HEAD", "PROPFIND", "REPORT", "SEARCH", "M-SEARCH" -> Access.READ;
            case "OPTIONS", "TRACE", "CONNECT", "PRI" -> Access.SESSION;
            case "SUBSCRIBE", "UNSUBSCRIBE" -> Access.SUBSCRIBE;
            case "NOTIFY" -> Access.PUBLISH;
            case "POST", "PUT", "PATCH", "DELETE", "MKCOL", "COPY", "MOVE", "PROPPATCH", "LOCK", "UNLOCK" ->
                Access.WRITE;
            default -> Access.EXECUTE;
        };
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        stream(from).gap(missing);
        requestsSeen = false;
        if (from != client) {
            return;
        }
        expire(atNanos);
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    private void expire(long atNanos) {
        HttpHead eldest = open.peekFirst();
        while (eldest != null && atNanos - eldest.atNanos > limits.answerNanos()) {
            tell(open.removeFirst(), null, Outcome.UNANSWERED);
            requestsSeen = false; // the answer may come late
            eldest = open.peekFirst();
        }
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            tell(open.removeFirst(), null, Outcome.UNANSWERED);
        }
    }

    private HttpStream stream(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
