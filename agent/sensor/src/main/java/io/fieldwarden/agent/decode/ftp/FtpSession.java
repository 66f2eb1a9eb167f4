package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One control connection: pairs replies with commands, in order (RFC 959 5.4). */
final class FtpSession implements ProtocolSession {
    private static final int GREETING = 220;
    private static final int SYSTEM_TYPE = 215;
    private static final int PASSIVE = 227;
    private static final int EXTENDED_PASSIVE = 229;
    private static final int SECURED = 234;

    private final FtpFacts facts;
    private final FtpLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private Direction client;
    private boolean clientKnown;
    /** Whether every command since the last gap was seen. */
    private boolean complete;

    private boolean opaque;
    private boolean greeted;
    /** Code of a reply of several lines, 0 if there is none. */
    private int multiline;

    private String user = "";

    /** A command that awaits its reply. */
    private record Open(FtpCommand command, String argument, String user, long atNanos) {}

    FtpSession(Connection connection, FtpFacts facts, FtpLimits limits) {
        this.facts = facts;
        this.limits = limits;
        boolean reversed = connection.originator().port() == FtpLine.PORT
                && connection.responder().port() != FtpLine.PORT;
        client = reversed ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
        clientKnown =
                !connection.midstream() || reversed || connection.responder().port() == FtpLine.PORT;
        complete = !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (opaque) {
            return Verdict.consumed(bytes.length());
        }
        int at = 0;
        while (at < bytes.length() && !opaque) {
            int end = at;
            while (end < bytes.length() && bytes.u8(end) != '\n') {
                end++;
            }
            if (end - at > limits.lineBytes()) {
                String detail = "line of over " + limits.lineBytes() + " bytes, expected less";
                facts.anomaly(FtpAnomaly.LINE_TOO_LONG, detail, atNanos);
                return Verdict.MALFORMED;
            }
            if (end == bytes.length()) {
                return at > 0 ? Verdict.consumed(at) : Verdict.need(1);
            }
            int size = end - at - (end > at && bytes.u8(end - 1) == '\r' ? 1 : 0);
            line(from, bytes, at, size, atNanos);
            at = end + 1;
        }
        return Verdict.consumed(opaque ? bytes.length() : at);
    }

    private void line(Direction from, Window bytes, int at, int size, long atNanos) {
        if (!clientKnown && size > 0) {
            client = bytes.u8(at) >= '0' && bytes.u8(at) <= '9' ? from.opposite() : from;
            clientKnown = true;
        }
        if (from == client) {
            command(bytes, at, size, atNanos);
        } else {
            reply(bytes, at, size, atNanos);
        }
    }

    private void command(Window bytes, int from, int length, long atNanos) {
        int at = from;
        int size = length;
        while (size > 0 && bytes.u8(at) >= 0xF0) {
            at++; // Telnet's interrupt before an abort (RFC 959 3.1.1)
            size--;
        }
        int blank = at;
        while (blank < at + size && bytes.u8(blank) != ' ') {
            blank++;
        }
        if (blank == at) {
            return;
        }
        FtpCommand command = FtpCommand.of(bytes.latin1(at, blank - at));
        int rest = at + size - Math.min(at + size, blank + 1);
        String argument = command.told() && rest > 0 ? bytes.utf8(blank + 1, Math.min(rest, limits.textChars())) : "";
        if (command.verb().equals("USER")) {
            user = argument;
        }
        if (open.size() >= limits.outstandingMax()) {
            String detail = (open.size() + 1) + " commands open, expected at most " + open.size();
            facts.anomaly(FtpAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            tell(open.removeFirst(), 0, "", Outcome.UNANSWERED);
        }
        String about = command.verb().equals("PASS") ? user : "";
        open.addLast(new Open(command, argument, about, atNanos));
    }

    private void reply(Window bytes, int at, int size, long atNanos) {
        int code = code(bytes, at, size);
        boolean last = size == 3 || (size > 3 && bytes.u8(at + 3) == ' ');
        if (multiline > 0) {
            if (code != multiline || !last) {
                return;
            }
        } else if (code < 0) {
            if (complete && size > 0) {
                String detail = "line of " + size + " bytes, expected three digits";
                facts.anomaly(FtpAnomaly.BAD_REPLY, detail, atNanos);
            }
            return;
        }
        boolean first = multiline == 0;
        multiline = last ? 0 : code;
        if (first && code == GREETING && !greeted) {
            greeted = true;
            String text = size > 4
                    ? bytes.utf8(at + 4, Math.min(size - 4, limits.textChars())).strip()
                    : "";
            facts.identity(client.opposite(), "software", text, atNanos);
            if (open.isEmpty()) {
                multiline = last ? 0 : code;
                tellGreeting(code, text, atNanos);
            }
            return;
        }
        if (!last || code < 200) {
            return;
        }
        settle(bytes, at, size, code, atNanos);
    }

    private void tellGreeting(int code, String text, long atNanos) {
        List<Attribute> attributes =
                List.of(new Attribute("reply_code", Integer.toString(code)), new Attribute("reply_msg", text));
        facts.operation(
                client,
                "greeting",
                io.fieldwarden.agent.observation.Access.SESSION,
                attributes,
                new FtpFacts.Ending(Outcome.ONE_WAY, atNanos));
    }

    private void settle(Window bytes, int at, int size, int code, long atNanos) {
        Open asked = open.pollFirst();
        if (asked == null) {
            if (complete && greeted && code != 421 && code != 226) {
                String detail = "reply " + code + ", expected an open command";
                facts.anomaly(FtpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
            return;
        }
        String data = "";
        String text = size > 4 ? bytes.latin1(at + 4, Math.min(size - 4, limits.textChars())) : "";
        if (code == PASSIVE || code == EXTENDED_PASSIVE) {
            data = parenthesised(text);
        } else if (code == SYSTEM_TYPE) {
            data = text;
            facts.identity(client.opposite(), "os", text, atNanos);
        }
        Outcome outcome = code >= 400 ? Outcome.refused(code, FtpCommand.refusal(code)) : Outcome.SUCCEEDED;
        tell(asked, code, data, outcome);
        if (code == SECURED) {
            opaque = true; // what follows is TLS (RFC 4217)
        }
    }

    private static String parenthesised(String text) {
        int from = text.indexOf('(');
        int to = text.indexOf(')', from + 1);
        return from >= 0 && to > from ? text.substring(from + 1, to) : "";
    }

    private static int code(Window bytes, int at, int size) {
        int code = 0;
        for (int index = 0; index < 3; index++) {
            int digit = index < size ? bytes.u8(at + index) - '0' : -1;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            code = 10 * code + digit;
        }
        return code;
    }

    private void tell(@Nullable Open asked, int code, String data, Outcome outcome) {
        if (asked == null) {
            return;
        }
        FtpCommand command = asked.command();
        List<Attribute> attributes = new ArrayList<>(6);
        add(attributes, "command", command.verb());
        add(attributes, "arg", asked.argument());
        add(attributes, "user", asked.user());
        if (command.verb().equals("PASS")) {
            add(attributes, "password", "present");
        }
        if (code > 0) {
            add(attributes, "reply_code", Integer.toString(code));
        }
        add(attributes, command.verb().equals("SYST") ? "system" : "data_channel", data);
        FtpFacts.Ending ending = new FtpFacts.Ending(outcome, asked.atNanos());
        facts.operation(client, command.operation(), command.access(), attributes, ending);
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        complete = false;
        multiline = 0;
        close(atNanos);
    }

    @Override
    public void timePassed(long atNanos) {
        Open eldest = open.peekFirst();
        while (eldest != null && atNanos - eldest.atNanos() > limits.answerNanos()) {
            complete = false; // the reply may come late
            tell(open.removeFirst(), 0, "", Outcome.UNANSWERED);
            eldest = open.peekFirst();
        }
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            tell(open.removeFirst(), 0, "", Outcome.UNANSWERED);
        }
    }
}
