package io.fieldwarden.agent.decode.vnc;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The start of one VNC connection (RFC 6143 7.1 to 7.3); what follows, pictures and keys, is skipped. */
final class VncSession implements ProtocolSession {
    private static final int NONE = 1;
    private static final int VNC = 2;
    private static final int CHALLENGE = 16;
    private static final int SERVER_INIT = 24;
    private static final int NAME_BYTES_MAX = 4_096;

    private final VncFacts facts;
    private final VncLimits limits;
    private final Direction client;
    private final List<Attribute> attributes = new ArrayList<>();
    private Step server = Step.VERSION;
    private Step peer = Step.VERSION;
    private int serverMinor;
    private int minor;
    private int chosen = -1;
    private boolean responded;
    private boolean begun;
    private boolean told;
    private long begunNanos;

    /** What a side sends next. */
    private enum Step {
        VERSION,
        SECURITY,
        CHALLENGE,
        RESULT,
        REASON,
        INIT,
        OPAQUE
    }

    VncSession(Connection connection, VncFacts facts, VncLimits limits) {
        this.facts = facts;
        this.limits = limits;
        client = Direction.FROM_ORIGINATOR; // the server speaks first, and a listening viewer is rare
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (!begun) {
            begun = true;
            begunNanos = atNanos;
        }
        return from == client ? client(bytes, atNanos) : server(bytes, atNanos);
    }

    private int client(Window bytes, long atNanos) {
        return switch (peer) {
            case VERSION -> {
                int step = version(bytes, "client_version", atNanos);
                if (step > 0) {
                    minor = Math.min(minor(bytes), serverMinor == 0 ? 8 : serverMinor);
                    peer = minor < 7 ? Step.INIT : Step.SECURITY;
                }
                yield step;
            }
            case SECURITY -> {
                choose(bytes.u8(0));
                yield 1;
            }
            case CHALLENGE -> skipped(bytes, () -> peer = Step.INIT);
            case INIT -> {
                if (chosen == VNC && minor < 7 && !responded) skipped(bytes, () -> responded = true);
                attributes.add(new Attribute("share_flag", Boolean.toString(bytes.u8(0) != 0)));
                peer = Step.OPAQUE;
                yield 1;
            }
            default -> Verdict.consumed(bytes.length());
        };
    }

    private void choose(int type) {
        chosen = type;
        attributes.add(new Attribute("authentication_method", VncVersion.security(type)));
        if (type == VNC) {
            server = Step.CHALLENGE;
            peer = Step.CHALLENGE;
        } else if (type == NONE) {
            server = minor >= 8 ? Step.RESULT : Step.INIT;
            peer = Step.INIT;
        } else {
            server = Step.OPAQUE;
            peer = Step.OPAQUE;
            tell(Outcome.ONE_WAY);
        }
    }

    /** A challenge or what answers it; not even looked at. */
    private static int skipped(Window bytes, Runnable then) {
        if (bytes.length() < CHALLENGE) {
            return Verdict.need(CHALLENGE - bytes.length());
        }
        then.run();
        return CHALLENGE;
    }

    private int server(Window bytes, long atNanos) {
        return switch (server) {
            case VERSION -> {
                int step = version(bytes, "server_version", atNanos);
                if (step > 0) {
                    serverMinor = minor(bytes);
                    server = Step.SECURITY;
                }
                yield step;
            }
            case SECURITY -> security(bytes, atNanos);
            case CHALLENGE -> skipped(bytes, () -> server = Step.RESULT);
            case RESULT -> result(bytes, atNanos);
            case REASON -> reason(bytes);
            case INIT -> init(bytes, atNanos);
            default -> Verdict.consumed(bytes.length());
        };
    }

    private int version(Window bytes, String name, long atNanos) {
        Recognition known = VncVersion.recognise(bytes);
        if (known == Recognition.MAYBE) {
            return Verdict.need(VncVersion.LENGTH - bytes.length());
        }
        if (known != Recognition.YES) {
            facts.anomaly(VncAnomaly.BAD_VERSION, "no version of the protocol, expected one", atNanos);
            return Verdict.MALFORMED;
        }
        attributes.add(new Attribute(name, bytes.latin1(4, 7)));
        return VncVersion.LENGTH;
    }

    private static int minor(Window bytes) {
        return (bytes.u8(9) - '0') * 10 + bytes.u8(10) - '0';
    }

    /** In version 3.3 the server decides, from 3.7 on it offers (RFC 6143 7.1.2, A). */
    private int security(Window bytes, long atNanos) {
        if (minor == 0 && serverMinor >= 7) {
            minor = serverMinor;
        }
        if (minor < 7) {
            if (bytes.length() < 4) {
                return Verdict.need(4 - bytes.length());
            }
            int type = bytes.i32(0);
            if (type == 0) {
                server = Step.REASON;
                return 4;
            }
            if (type != NONE && type != VNC) {
                facts.anomaly(VncAnomaly.BAD_SECURITY, "security type " + type + ", expected 1 or 2", atNanos);
                return Verdict.MALFORMED;
            }
            chosen = type;
            attributes.add(new Attribute("authentication_method", VncVersion.security(type)));
            server = type == VNC ? Step.CHALLENGE : Step.INIT;
            return 4;
        }
        int count = bytes.u8(0);
        if (count == 0) {
            server = Step.REASON;
            return 1;
        }
        if (bytes.length() < 1 + count) {
            return Verdict.need(1 + count - bytes.length());
        }
        List<String> offered = new ArrayList<>(count);
        for (int index = 1; index <= Math.min(count, 16); index++) {
            offered.add(VncVersion.security(bytes.u8(index)));
        }
        attributes.add(new Attribute("security_types", String.join(",", offered)));
        server = Step.RESULT;
        return 1 + count;
    }

    private int result(Window bytes, long atNanos) {
        if (bytes.length() < 4) {
            return Verdict.need(4 - bytes.length());
        }
        int result = bytes.i32(0);
        if (result < 0 || result > 2) {
            facts.anomaly(VncAnomaly.BAD_SECURITY, "result " + result + ", expected 0 to 2", atNanos);
            return Verdict.MALFORMED;
        }
        if (result == 0) {
            server = Step.INIT;
        } else {
            server = minor >= 8 ? Step.REASON : Step.OPAQUE;
            tell(Outcome.refused(result, result == 1 ? "failed" : "too_many_attempts"));
        }
        return 4;
    }

    private int reason(Window bytes) {
        if (bytes.length() < 4) {
            return Verdict.need(4 - bytes.length());
        }
        server = Step.OPAQUE;
        peer = Step.OPAQUE;
        if (!told) {
            tell(Outcome.refused(0, "connection_failed"));
        }
        return Math.min(bytes.length(), limits.reasonBytes());
    }

    private int init(Window bytes, long atNanos) {
        if (bytes.length() < SERVER_INIT) {
            return Verdict.need(SERVER_INIT - bytes.length());
        }
        int size = (int) Math.min(NAME_BYTES_MAX, bytes.u32(SERVER_INIT - 4));
        if (bytes.length() < SERVER_INIT + size) {
            return Verdict.need(SERVER_INIT + size - bytes.length());
        }
        String name = bytes.utf8(SERVER_INIT, Math.min(size, limits.textChars()));
        attributes.add(new Attribute("width", Integer.toString(bytes.u16(0))));
        attributes.add(new Attribute("height", Integer.toString(bytes.u16(2))));
        attributes.add(new Attribute("desktop_name", name));
        server = Step.OPAQUE;
        tell(Outcome.SUCCEEDED);
        facts.identity(client.opposite(), "name", name, atNanos);
        return SERVER_INIT + size;
    }

    private void tell(Outcome outcome) {
        if (!told) {
            told = true;
            VncFacts.Ending ending = new VncFacts.Ending(outcome, begunNanos);
            facts.operation(client, "handshake", Access.SESSION, attributes, ending);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        server = Step.OPAQUE;
        peer = Step.OPAQUE;
    }

    @Override
    public void timePassed(long atNanos) {
        if (begun && !told && atNanos - begunNanos > limits.answerNanos()) {
            tell(Outcome.UNANSWERED);
        }
    }

    @Override
    public void close(long atNanos) {
        if (begun) {
            tell(Outcome.UNANSWERED);
        }
    }
}
