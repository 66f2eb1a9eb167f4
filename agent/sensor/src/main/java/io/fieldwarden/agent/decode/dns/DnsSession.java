package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One DNS conversation: cuts a stream into messages and pairs answers with queries. */
final class DnsSession implements ProtocolSession {
    private static final DnsMessage.Question NO_QUESTION = new DnsMessage.Question("", 0, 0);

    private final boolean stream;
    private final boolean whole;
    private final DnsLimits limits;
    private final DnsFacts facts;
    private final DnsQueries queries;
    private final DnsMessage message;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Window datagram = new Window();
    private boolean originatorLost;
    private boolean responderLost;
    private boolean gapped;

    /** A query without answer. */
    private record Open(int id, int opcode, DnsMessage.Question question, Direction from, long atNanos) {}

    DnsSession(Connection connection, ObservationSink observations, DnsLimits limits) {
        this.stream = connection.transport() == Transport.TCP;
        // answers to what was asked of a group come on connections of their own (RFC 4795 2.5)
        this.whole = !connection.midstream() && !DnsDecoder.on(connection, DnsDecoder.LINK_LOCAL_PORT);
        this.limits = limits;
        facts = new DnsFacts(connection, observations, DnsDecoder.PROTOCOL);
        queries = new DnsQueries(DnsDecoder.PROTOCOL, limits);
        message = new DnsMessage(limits);
        originatorLost = stream && connection.midstream();
        responderLost = originatorLost;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        expire(atNanos);
        if (!stream) {
            message(from, bytes, atNanos);
            return Verdict.consumed(bytes.length());
        }
        if (bytes.length() < DnsLimits.PREFIX) {
            return Verdict.need(DnsLimits.PREFIX - bytes.length());
        }
        int end = DnsLimits.PREFIX + bytes.u16(0);
        if (isLost(from)) {
            if (bytes.length() < DnsLimits.PREFIX + DnsLimits.HEADER
                    || !DnsShape.fits(bytes, DnsLimits.PREFIX, end, true)) {
                return Verdict.consumed(bytes.length());
            }
            lost(from, false);
        }
        if (bytes.length() < end) {
            return Verdict.need(end - bytes.length());
        }
        message(from, datagram.over(bytes, DnsLimits.PREFIX, end - DnsLimits.PREFIX), atNanos);
        return Verdict.consumed(end);
    }

    private boolean isLost(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originatorLost : responderLost;
    }

    private void lost(Direction from, boolean isLost) {
        if (from == Direction.FROM_ORIGINATOR) {
            originatorLost = isLost;
        } else {
            responderLost = isLost;
        }
    }

    private void message(Direction from, Window bytes, long atNanos) {
        boolean header = message.read(bytes);
        DnsAnomaly fault = message.fault();
        if (fault != null) {
            facts.anomaly(fault, message.found(), atNanos);
        }
        if (!header) {
            return;
        }
        if (message.response()) {
            answer(from, atNanos);
        } else {
            query(from, atNanos);
        }
    }

    private void query(Direction from, long atNanos) {
        List<DnsMessage.Question> questions = message.questions();
        if (questions.isEmpty() && message.fault() == null) {
            ask(from, NO_QUESTION, atNanos);
        }
        for (DnsMessage.Question question : questions) {
            ask(from, question, atNanos);
        }
    }

    private void ask(Direction from, DnsMessage.Question question, long atNanos) {
        if (open.size() >= limits.outstandingMax()) {
            String detail = (open.size() + 1) + " queries open, expected at most " + open.size();
            facts.anomaly(DnsAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            unanswered(open.removeFirst());
        }
        open.add(new Open(message.id(), message.opcode(), question, from, atNanos));
    }

    private void answer(Direction from, long atNanos) {
        List<Attribute> answers = queries.answers(message);
        Outcome outcome = outcome(message.rcode());
        List<DnsMessage.Question> questions = message.questions();
        boolean matched = false;
        for (int index = 0; index < Math.max(1, questions.size()); index++) {
            DnsMessage.Question question = index < questions.size() ? questions.get(index) : null;
            Open asked = take(from.opposite(), question);
            if (asked != null) {
                matched = true;
                tell(asked, answers, outcome);
            }
        }
        if (!matched) {
            unasked(from, questions.isEmpty() ? NO_QUESTION : questions.getFirst(), answers, atNanos);
        }
    }

    private void unasked(Direction from, DnsMessage.Question question, List<Attribute> answers, long atNanos) {
        Open other = sameId(from.opposite());
        if (other != null) {
            String detail = "answer to '" + question.name() + "', expected '"
                    + other.question().name() + "'";
            facts.anomaly(DnsAnomaly.RESPONSE_MISMATCH, detail, atNanos);
        } else if (whole && !gapped) {
            String detail = "id " + message.id() + ": expected an open query";
            facts.anomaly(DnsAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
        }
        Outcome outcome = message.rcode() == 0 ? Outcome.ONE_WAY : outcome(message.rcode());
        List<Attribute> attributes = new ArrayList<>(answers);
        attributes.add(new Attribute("query_seen", "false"));
        facts.operation(
                queries.query(message.id(), message.opcode(), question, attributes), from.opposite(), outcome, atNanos);
    }

    private static Outcome outcome(int rcode) {
        return rcode == 0 ? Outcome.SUCCEEDED : Outcome.refused(rcode, DnsNames.rcode(rcode));
    }

    /** The open query with the identifier of the message; without a question any of that identifier. */
    private @Nullable Open take(Direction from, DnsMessage.@Nullable Question question) {
        for (Iterator<Open> left = open.iterator(); left.hasNext(); ) {
            Open asked = left.next();
            if (asked.id() == message.id() && asked.from() == from && (question == null || same(asked, question))) {
                left.remove();
                return asked;
            }
        }
        return null;
    }

    private static boolean same(Open asked, DnsMessage.Question question) {
        DnsMessage.Question expected = asked.question();
        return expected.type() == question.type()
                && expected.klass() == question.klass()
                && expected.name().equalsIgnoreCase(question.name());
    }

    private @Nullable Open sameId(Direction from) {
        for (Open asked : open) {
            if (asked.id() == message.id() && asked.from() == from) {
                return asked;
            }
        }
        return null;
    }

    private void tell(Open asked, List<Attribute> answers, Outcome outcome) {
        facts.operation(
                queries.query(asked.id(), asked.opcode(), asked.question(), answers),
                asked.from(),
                outcome,
                asked.atNanos());
    }

    private void unanswered(Open asked) {
        tell(asked, List.of(), Outcome.UNANSWERED);
    }

    private void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            unanswered(open.removeFirst());
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        lost(from, stream);
        gapped = true;
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }
}
