package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Guesses from prompts how a log-in goes, as Zeek does. Of the password only its end is noticed; nothing of it is kept for
 * even a moment.
 */
final class TelnetLogin {
    /** What the client's next line is. */
    private enum Awaited {
        NOTHING,
        USER,
        PASSWORD,
        VERDICT
    }

    private final TelnetFacts facts;
    private final TelnetLimits limits;
    private final Direction client;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder typed = new StringBuilder();
    private Awaited awaited = Awaited.NOTHING;
    private String user = "";
    private int attempts;
    private boolean in;
    private long askedNanos;

    TelnetLogin(TelnetFacts facts, TelnetLimits limits, Direction client) {
        this.facts = facts;
        this.limits = limits;
        this.client = client;
    }

    /** A letter the server shows. */
    void shown(int letter, long atNanos) {
        if (in) {
            return;
        }
        if (letter == '\n' || letter == '\r') {
            if (!line.isEmpty()) {
                whole(line.toString().toLowerCase(Locale.ROOT));
            }
            line.setLength(0);
        } else if (letter >= ' ' && line.length() < limits.lineChars()) {
            line.append((char) letter);
        }
        if (letter == ':' || letter == ' ') {
            prompt(line.toString().toLowerCase(Locale.ROOT).strip(), atNanos);
        } else if (awaited == Awaited.VERDICT && (letter == '#' || letter == '$' || letter == '>' || letter == '%')) {
            tell(Outcome.SUCCEEDED);
            in = true;
        }
    }

    private void prompt(String shown, long atNanos) {
        if (shown.startsWith("last login")) {
            return;
        }
        if (shown.endsWith("login:")
                || shown.endsWith("username:")
                || shown.endsWith("user name:")
                || shown.endsWith("user:")) {
            if (awaited == Awaited.VERDICT) {
                tell(Outcome.refused(0, "login_failed"));
            }
            awaited = Awaited.USER;
            typed.setLength(0);
        } else if (shown.endsWith("password:") || shown.endsWith("passwort:") || shown.endsWith("passcode:")) {
            if (awaited == Awaited.VERDICT) {
                tell(Outcome.refused(0, "login_failed"));
            }
            awaited = Awaited.PASSWORD;
            askedNanos = atNanos;
        }
    }

    private void whole(String shown) {
        if (awaited != Awaited.VERDICT) {
            return;
        }
        boolean failed = shown.contains("incorrect")
                || shown.contains("invalid")
                || shown.contains("fail")
                || shown.contains("denied")
                || shown.contains("bad password")
                || shown.contains("wrong");
        boolean welcome = shown.contains("last login") || shown.contains("welcome") || shown.contains("logged in");
        if (failed) {
            tell(Outcome.refused(0, "login_failed"));
        } else if (welcome) {
            tell(Outcome.SUCCEEDED);
            in = true;
        }
    }

    /** A letter the client types. */
    void typed(int letter) {
        boolean ends = letter == '\r' || letter == '\n';
        if (awaited == Awaited.USER) {
            if (ends && !typed.isEmpty()) {
                user = typed.toString();
                typed.setLength(0);
                awaited = Awaited.NOTHING;
            } else if ((letter == 8 || letter == 127) && !typed.isEmpty()) {
                typed.setLength(typed.length() - 1);
            } else if (letter >= ' ' && letter < 127 && typed.length() < limits.userChars()) {
                typed.append((char) letter);
            }
        } else if (awaited == Awaited.PASSWORD && ends) {
            awaited = Awaited.VERDICT;
            line.setLength(0);
        }
    }

    private void tell(Outcome outcome) {
        attempts++;
        awaited = Awaited.NOTHING;
        List<Attribute> attributes = new ArrayList<>(3);
        if (!user.isEmpty()) {
            attributes.add(new Attribute("username", user));
        }
        attributes.add(new Attribute("password", "present"));
        attributes.add(new Attribute("auth_attempts", Integer.toString(attempts)));
        facts.operation(client, "login", Access.SESSION, attributes, new TelnetFacts.Ending(outcome, askedNanos));
    }

    /** Letters are missing: what was awaited may have passed. */
    void lost() {
        awaited = Awaited.NOTHING;
        typed.setLength(0);
        line.setLength(0);
    }

    void close() {
        if (awaited == Awaited.VERDICT) {
            tell(Outcome.UNANSWERED);
        }
    }
}
