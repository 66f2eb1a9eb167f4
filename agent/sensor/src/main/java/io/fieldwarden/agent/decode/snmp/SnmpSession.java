package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One SNMP conversation: pairs answers with requests by their identifier. */
final class SnmpSession implements ProtocolSession {
    private final boolean whole;
    private final SnmpLimits limits;
    private final SnmpFacts facts;
    private final SnmpReader reader;
    private final SnmpTeller teller;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Map<String, String> known = new HashMap<>();

    /** A request without answer. */
    private record Open(SnmpPdu request, Direction from, long atNanos) {}

    SnmpSession(Connection connection, ObservationSink observations, SnmpLimits limits) {
        this.whole = !connection.midstream();
        this.limits = limits;
        facts = new SnmpFacts(connection, observations, SnmpDecoder.PROTOCOL);
        reader = new SnmpReader(limits);
        teller = new SnmpTeller(limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        expire(atNanos);
        SnmpPdu pdu = reader.read(bytes);
        SnmpAnomaly fault = reader.fault();
        if (fault != null) {
            facts.anomaly(fault, reader.found(), atNanos);
        }
        if (pdu != null) {
            message(pdu, from, atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    private void message(SnmpPdu pdu, Direction from, long atNanos) {
        if (pdu.kind() == SnmpPdu.ENCRYPTED) {
            encrypted(pdu, from, atNanos);
        } else if (pdu.request()) {
            ask(pdu, from, atNanos);
        } else if (pdu.kind() == SnmpPdu.TRAP || pdu.kind() == SnmpPdu.TRAP_V1) {
            facts.operation(teller.operation(pdu), from, Outcome.ONE_WAY, atNanos);
            reported(pdu, from, ValueSeen.Way.REPORTED, atNanos);
        } else {
            answer(pdu, from, atNanos);
        }
    }

    /** Of what is encrypted only the identifier shows which answers which. */
    private void encrypted(SnmpPdu pdu, Direction from, long atNanos) {
        Open asked = take(pdu.id(), from.opposite());
        if (asked == null) {
            ask(pdu, from, atNanos);
        } else {
            tell(asked, Outcome.SUCCEEDED);
        }
    }

    private void ask(SnmpPdu pdu, Direction from, long atNanos) {
        if (open.size() >= limits.outstandingMax()) {
            String detail = (open.size() + 1) + " requests open, expected at most " + open.size();
            facts.anomaly(SnmpAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            tell(open.removeFirst(), Outcome.UNANSWERED);
        }
        open.add(new Open(pdu, from, atNanos));
        if (pdu.kind() == SnmpPdu.INFORM) {
            reported(pdu, from, ValueSeen.Way.REPORTED, atNanos);
        }
    }

    private void answer(SnmpPdu pdu, Direction from, long atNanos) {
        Open asked = take(pdu.id(), from.opposite());
        if (asked != null) {
            tell(asked, outcome(pdu, asked.request()));
        } else {
            if (whole) {
                String detail = "id " + pdu.id() + ": expected an open request";
                facts.anomaly(SnmpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
            facts.operation(teller.operation(pdu), from, Outcome.ONE_WAY, atNanos);
        }
        boolean fresh = pdu.kind() == SnmpPdu.RESPONSE && pdu.error() == 0;
        boolean reads = asked == null
                || (asked.request().kind() != SnmpPdu.SET && asked.request().kind() != SnmpPdu.INFORM);
        if (fresh && reads) {
            reported(pdu, from, ValueSeen.Way.READ, atNanos);
        } else if (fresh && asked != null && asked.request().kind() == SnmpPdu.SET) {
            facts.values(asked.request().bindings(), ValueSeen.Way.WRITTEN, atNanos);
        }
    }

    private static Outcome outcome(SnmpPdu answer, SnmpPdu request) {
        if (answer.kind() == SnmpPdu.REPORT) {
            List<SnmpPdu.Binding> bindings = answer.bindings();
            String reason = bindings.isEmpty()
                    ? "report"
                    : SnmpNames.report(bindings.getFirst().oid());
            return Outcome.refused(0, reason);
        }
        if (answer.error() != 0) {
            return Outcome.refused(answer.error(), SnmpNames.error(answer.error()));
        }
        boolean missing = request.kind() == SnmpPdu.GET && !answer.bindings().isEmpty();
        for (SnmpPdu.Binding binding : answer.bindings()) {
            missing &= !binding.exception().isEmpty();
        }
        return missing ? Outcome.refused(0, answer.bindings().getFirst().exception()) : Outcome.SUCCEEDED;
    }

    private void reported(SnmpPdu pdu, Direction from, ValueSeen.Way way, long atNanos) {
        facts.values(pdu.bindings(), way, atNanos);
        List<Attribute> identity = teller.identity(pdu);
        if (isNew(identity)) {
            facts.identity(from, identity, atNanos);
        }
    }

    private boolean isNew(List<Attribute> identity) {
        boolean fresh = false;
        for (Attribute fact : identity) {
            fresh |= !fact.value().equals(known.put(fact.name(), fact.value()));
        }
        return fresh;
    }

    private @Nullable Open take(long id, Direction from) {
        for (Iterator<Open> left = open.iterator(); left.hasNext(); ) {
            Open asked = left.next();
            if (asked.request().id() == id && asked.from() == from) {
                left.remove();
                return asked;
            }
        }
        return null;
    }

    private void tell(Open asked, Outcome outcome) {
        SnmpPdu request = asked.request();
        facts.operation(teller.operation(request), asked.from(), outcome, asked.atNanos());
    }

    private void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            tell(open.removeFirst(), Outcome.UNANSWERED);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            tell(open.removeFirst(), Outcome.UNANSWERED);
        }
    }
}
