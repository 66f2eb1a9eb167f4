package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** One Telnet connection: parts commands from letters. */
final class TelnetSession implements ProtocolSession {
    private static final int PORT = 23;

    private final TelnetFacts facts;
    private final TelnetLimits limits;
    private final TelnetLogin login;
    private final Direction client;
    private final StringBuilder options = new StringBuilder();
    private int optionCount;
    private String terminal = "";
    private boolean told;
    private boolean begun;
    private long begunNanos;

    TelnetSession(Connection connection, TelnetFacts facts, TelnetLimits limits) {
        this.facts = facts;
        this.limits = limits;
        boolean reversed =
                connection.originator().port() == PORT && connection.responder().port() != PORT;
        client = reversed ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
        login = new TelnetLogin(facts, limits, client);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (!begun) {
            begun = true;
            begunNanos = atNanos;
        }
        int at = 0;
        while (at < bytes.length()) {
            int step = 1;
            if (bytes.u8(at) == TelnetOption.IAC) {
                step = command(from, bytes, at, atNanos);
            } else {
                letter(from, bytes.u8(at), atNanos);
            }
            if (step <= 0) {
                return at > 0 && step != Verdict.MALFORMED ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        return Verdict.consumed(at);
    }

    private void letter(Direction from, int letter, long atNanos) {
        if (from == client) {
            login.typed(letter);
        } else {
            login.shown(letter, atNanos);
        }
        if (!told && letter > ' ') {
            tell();
        }
    }

    private int command(Direction from, Window bytes, int at, long atNanos) {
        int left = bytes.length() - at;
        if (left < 2) {
            return Verdict.need(1);
        }
        int command = bytes.u8(at + 1);
        if (command == TelnetOption.SUBNEGOTIATION) {
            return parameters(bytes, at, atNanos);
        }
        if (command < TelnetOption.WILL || command == TelnetOption.IAC) {
            return 2;
        }
        if (left < 3) {
            return Verdict.need(1);
        }
        if (optionCount < limits.options() && !told) {
            optionCount++;
            options.append(options.isEmpty() ? "" : ",")
                    .append(from == client ? "client " : "server ")
                    .append(TelnetOption.command(command))
                    .append(' ')
                    .append(TelnetOption.option(bytes.u8(at + 2)));
        }
        return 3;
    }

    /** Parameters of an option end with IAC SE (RFC 855); those of authentication and environment are not read. */
    private int parameters(Window bytes, int at, long atNanos) {
        int end = at + 2;
        while (end + 1 < bytes.length()) {
            if (bytes.u8(end) == TelnetOption.IAC) {
                if (bytes.u8(end + 1) == TelnetOption.END) {
                    if (end - at > 4 && bytes.u8(at + 2) == TelnetOption.TERMINAL_TYPE && bytes.u8(at + 3) == 0) {
                        terminal = bytes.latin1(at + 4, Math.min(64, end - at - 4));
                    }
                    return end + 2 - at;
                }
                end++;
            }
            end++;
        }
        if (bytes.length() - at > limits.parameterBytes()) {
            String detail = "parameters of over " + limits.parameterBytes() + " bytes, expected an end";
            facts.anomaly(TelnetAnomaly.UNENDED_OPTION, detail, atNanos);
            return Verdict.MALFORMED;
        }
        return Verdict.need(1);
    }

    private void tell() {
        told = true;
        List<Attribute> attributes = new java.util.ArrayList<>(2);
        if (!options.isEmpty()) {
            attributes.add(new Attribute("options", options.toString()));
        }
        if (!terminal.isEmpty()) {
            attributes.add(new Attribute("terminal_type", terminal));
        }
        TelnetFacts.Ending ending = new TelnetFacts.Ending(Outcome.ONE_WAY, begunNanos);
        facts.operation(client, "negotiation", Access.SESSION, attributes, ending);
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        login.lost();
    }

    @Override
    public void timePassed(long atNanos) {
        // a person may take any time
    }

    @Override
    public void close(long atNanos) {
        login.close();
        if (!told && begun) {
            tell();
        }
    }
}
