package io.fieldwarden.agent.decode.syslog;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** Messages of one sender: their headers; what they say is not kept. */
final class SyslogSession implements ProtocolSession {
    private final boolean stream;
    private final SyslogLimits limits;
    private final SyslogFacts facts;
    private final Window message = new Window();
    private Operation last = new Operation(SyslogDecoder.PROTOCOL, -1, "message", Access.PUBLISH, "", null, List.of());

    SyslogSession(Connection connection, ObservationSink observations, SyslogLimits limits) {
        this.stream = connection.transport() == Transport.TCP;
        this.limits = limits;
        facts = new SyslogFacts(connection, observations, SyslogDecoder.PROTOCOL);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (!stream) {
            message(from, bytes, atNanos);
            return Verdict.consumed(bytes.length());
        }
        int first = bytes.u8(0);
        return first >= '1' && first <= '9' ? counted(from, bytes, atNanos) : line(from, bytes, atNanos);
    }

    /** A count of bytes goes before the message (RFC 6587 3.4.1). */
    private int counted(Direction from, Window bytes, long atNanos) {
        int at = 0;
        int size = 0;
        while (at < bytes.length() && at < 6 && SyslogShape.digit(bytes.u8(at))) {
            size = 10 * size + bytes.u8(at++) - '0';
        }
        if (at == bytes.length() && at < 6) {
            return Verdict.need(1);
        }
        if (at == bytes.length() || bytes.u8(at) != ' ' || size > limits.messageMax()) {
            facts.anomaly(SyslogAnomaly.TOO_LONG, "count " + size + ", expected up to " + limits.messageMax(), atNanos);
            return Verdict.MALFORMED;
        }
        int end = at + 1 + size;
        if (bytes.length() < end) {
            return Verdict.need(end - bytes.length());
        }
        if (size > 0) {
            message(from, message.over(bytes, at + 1, size), atNanos);
        }
        return Verdict.consumed(end);
    }

    /** A line end or a zero ends the message (RFC 6587 3.4.2). */
    private int line(Direction from, Window bytes, long atNanos) {
        for (int end = 0; end < Math.min(bytes.length(), limits.messageMax()); end++) {
            if (bytes.u8(end) == '\n' || bytes.u8(end) == 0) {
                if (end > 0) {
                    message(from, message.over(bytes, 0, end), atNanos);
                }
                return Verdict.consumed(end + 1);
            }
        }
        if (bytes.length() < limits.messageMax()) {
            return Verdict.need(1);
        }
        facts.anomaly(SyslogAnomaly.TOO_LONG, "no end after " + limits.messageMax() + " bytes", atNanos);
        return Verdict.MALFORMED;
    }

    private void message(Direction from, Window bytes, long atNanos) {
        int header = SyslogShape.afterPriority(bytes, 0);
        if (header < 0) {
            facts.anomaly(SyslogAnomaly.BAD_PRIORITY, "expected a number from 0 to 191 in angle brackets", atNanos);
            return;
        }
        int priority = SyslogShape.priority(bytes, 0);
        List<Attribute> attributes = new ArrayList<>(6);
        attributes.add(new Attribute("facility", SyslogNames.facility(priority >> 3)));
        attributes.add(new Attribute("severity", SyslogNames.severity(priority & 7)));
        int before = attributes.size();
        if (SyslogShape.structured(bytes, header)) {
            attributes.add(new Attribute("version", "1"));
            fields(bytes, header + 2, attributes);
        } else if (SyslogShape.dated(bytes, header)) {
            old(bytes, header + 16, attributes);
        }
        if (!attributes.equals(last.attributes())) {
            last = new Operation(SyslogDecoder.PROTOCOL, priority, "message", Access.PUBLISH, "", null, attributes);
        }
        facts.operation(last, from, Outcome.ONE_WAY, atNanos);
        String host = attributes.size() > before ? last.attribute("host") : "";
        boolean address = host.isEmpty()
                || host.indexOf(':') >= 0
                || (SyslogShape.digit(host.charAt(host.length() - 1)) && host.indexOf('.') > 0);
        if (!address) {
            facts.identity(from, List.of(new Attribute("name", host)), atNanos);
        }
    }

    /** Time, host, application, process and kind of message, a dash where one is not known (RFC 5424 6.2). */
    private void fields(Window bytes, int from, List<Attribute> attributes) {
        String[] names = {"", "host", "app_name", "proc_id", "msg_id"};
        int at = from;
        for (String name : names) {
            int end = blank(bytes, at, 64 + limits.fieldChars());
            add(attributes, name, bytes, at, end);
            if (end >= bytes.length()) {
                return;
            }
            at = end + 1;
        }
    }

    /** Host, then a tag of letters and digits with the process in brackets (RFC 3164 4.1.2, 4.1.3, 5.3). */
    private void old(Window bytes, int from, List<Attribute> attributes) {
        int host = blank(bytes, from, limits.fieldChars());
        if (host >= bytes.length() || bytes.u8(host) != ' ' || bytes.u8(host - 1) == ':') {
            return; // many senders leave the host out
        }
        add(attributes, "host", bytes, from, host);
        int at = host + 1;
        while (at < bytes.length() && at - host < 49 && tag(bytes.u8(at))) {
            at++;
        }
        if (at >= bytes.length() || (bytes.u8(at) != ':' && bytes.u8(at) != '[')) {
            return;
        }
        add(attributes, "app_name", bytes, host + 1, at);
        int digits = at + 1;
        while (digits < bytes.length() && SyslogShape.digit(bytes.u8(digits))) {
            digits++;
        }
        if (bytes.u8(at) == '[' && digits < bytes.length() && bytes.u8(digits) == ']') {
            add(attributes, "proc_id", bytes, at + 1, digits);
        }
    }

    private static boolean tag(int letter) {
        return letter > ' ' && letter != ':' && letter != '[' && letter < 0x7F;
    }

    private static int blank(Window bytes, int from, int most) {
        int at = from;
        while (at < bytes.length() && at - from < most && bytes.u8(at) != ' ') {
            at++;
        }
        return at;
    }

    private void add(List<Attribute> attributes, String name, Window bytes, int from, int to) {
        boolean nothing = name.isEmpty() || to <= from || (to == from + 1 && bytes.u8(from) == '-');
        if (!nothing) {
            attributes.add(new Attribute(name, bytes.utf8(from, Math.min(to - from, limits.fieldChars()))));
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // the next line end is the next boundary
    }

    @Override
    public void timePassed(long atNanos) {
        // nothing is open
    }

    @Override
    public void close(long atNanos) {
        // nothing is open
    }
}
