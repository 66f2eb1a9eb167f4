package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One Remote Desktop connection, up to where it is encrypted. */
final class RdpSession implements ProtocolSession {
    private static final int CORE_DATA = 0x01C0;
    private static final int CORE_DATA_LENGTH = 132;
    private static final int CLIENT_NAME = 24;
    private static final int CLIENT_NAME_BYTES = 32;
    private static final int CONNECT_INITIAL = 0x7F65;

    private final RdpFacts facts;
    private final RdpLimits limits;
    private final Cotp cotp = new Cotp();
    private final List<Attribute> attributes = new ArrayList<>();
    private Direction client = Direction.FROM_ORIGINATOR;
    private boolean asked;
    private boolean told;
    private boolean opaque;
    private boolean midstream;
    private long askedNanos;

    RdpSession(Connection connection, RdpFacts facts, RdpLimits limits) {
        this.facts = facts;
        this.limits = limits;
        midstream = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (opaque) {
            return Verdict.consumed(bytes.length());
        }
        int whole = cotp.read(bytes);
        if (whole == Cotp.INCOMPLETE) {
            return Verdict.need(Math.max(1, cotp.wanted() - bytes.length()));
        }
        if (whole == Cotp.NOT_TPKT) {
            return notTpkt(bytes, atNanos);
        }
        switch (cotp.type()) {
            case Cotp.CONNECTION_REQUEST -> request(from, bytes, whole, atNanos);
            case Cotp.CONNECTION_CONFIRM -> confirm(from, bytes, whole, atNanos);
            case Cotp.DATA -> data(from, bytes, cotp.dataStart(), whole, atNanos);
            default -> {}
        }
        return whole;
    }

    /** After the start there are frames without a TPKT, fast-path, which are not read (MS-RDPBCGR 2.2.8.1.2). */
    private int notTpkt(Window bytes, long atNanos) {
        if (told || midstream) {
            opaque = true;
            return Verdict.consumed(bytes.length());
        }
        facts.anomaly(RdpAnomaly.BAD_FRAME, "first byte " + bytes.u8(0) + ", expected 3", atNanos);
        return Verdict.MALFORMED;
    }

    private void request(Direction from, Window bytes, int whole, long atNanos) {
        if (asked || told) {
            return;
        }
        asked = true;
        askedNanos = atNanos;
        client = from;
        int at = RdpHeader.VARIABLE;
        String text = bytes.latin1(at, Math.min(whole, 256) - Math.min(at, Math.min(whole, 256)));
        int end = text.indexOf("\r\n");
        if (text.startsWith("Cookie: mstshash=")) {
            attributes.add(new Attribute("cookie", cut(text.substring(17, end < 0 ? text.length() : end))));
        } else if (text.startsWith("Cookie: ")) {
            attributes.add(new Attribute("routing_token", "present"));
        }
        at += end < 0 ? 0 : end + 2;
        if (whole - at >= RdpHeader.STRUCTURE && bytes.u8(at) == RdpHeader.REQUEST) {
            if (bytes.u16le(at + 2) != RdpHeader.STRUCTURE) {
                String detail = "negotiation of " + bytes.u16le(at + 2) + " bytes, expected 8";
                facts.anomaly(RdpAnomaly.BAD_NEGOTIATION, detail, atNanos);
                return;
            }
            attributes.add(new Attribute("requested_protocols", protocols(bytes.i32le(at + 4))));
        }
    }

    private void confirm(Direction from, Window bytes, int whole, long atNanos) {
        if (told) {
            return;
        }
        if (!asked) {
            client = from.opposite();
            askedNanos = atNanos;
        }
        Outcome outcome = asked ? Outcome.SUCCEEDED : Outcome.ONE_WAY;
        int at = RdpHeader.VARIABLE;
        if (whole - at >= RdpHeader.STRUCTURE && bytes.u8(at) == RdpHeader.RESPONSE) {
            int selected = bytes.i32le(at + 4);
            attributes.add(new Attribute("security_protocol", protocol(selected)));
            opaque = selected != 0; // what follows is TLS
        } else if (whole - at >= RdpHeader.STRUCTURE && bytes.u8(at) == RdpHeader.FAILURE) {
            int code = bytes.i32le(at + 4);
            outcome = Outcome.refused(code, failure(code));
        } else {
            attributes.add(new Attribute("security_protocol", "rdp"));
        }
        tell(outcome);
    }

    private void tell(Outcome outcome) {
        told = true;
        RdpFacts.Ending ending = new RdpFacts.Ending(outcome, askedNanos);
        facts.operation(client, "connection_request", Access.SESSION, List.copyOf(attributes), ending);
    }

    /** The client says who it is in the settings of a conference (MS-RDPBCGR 2.2.1.3.2). */
    private void data(Direction from, Window bytes, int start, int whole, long atNanos) {
        if (whole - start < 2 || bytes.u16(start) != CONNECT_INITIAL) {
            return;
        }
        for (int at = start; at + CORE_DATA_LENGTH <= whole; at++) {
            if (bytes.u16(at) == CORE_DATA && bytes.u16le(at + 2) >= CORE_DATA_LENGTH && bytes.u16le(at + 6) == 8) {
                core(from, bytes, at, atNanos);
                return;
            }
        }
    }

    private void core(Direction from, Window bytes, int at, long atNanos) {
        byte[] letters = new byte[CLIENT_NAME_BYTES];
        bytes.copy(at + CLIENT_NAME, letters, 0, letters.length);
        String name = new String(letters, StandardCharsets.UTF_16LE);
        int end = name.indexOf(0);
        name = end < 0 ? name : name.substring(0, end);
        List<Attribute> said = new ArrayList<>(6);
        if (!name.isEmpty()) {
            said.add(new Attribute("client_name", name));
        }
        said.add(new Attribute("client_build", Integer.toString(bytes.i32le(at + 20))));
        said.add(new Attribute("keyboard_layout", "0x" + Integer.toHexString(bytes.i32le(at + 16))));
        said.add(new Attribute("desktop_width", Integer.toString(bytes.u16le(at + 8))));
        said.add(new Attribute("desktop_height", Integer.toString(bytes.u16le(at + 10))));
        facts.operation(from, "connect_initial", Access.SESSION, said, new RdpFacts.Ending(Outcome.ONE_WAY, atNanos));
        facts.identity(from, "name", name, atNanos);
    }

    private static String protocols(int flags) {
        List<String> names = new ArrayList<>(5);
        for (int bit = 1; bit <= 16; bit <<= 1) {
            if ((flags & bit) != 0) {
                names.add(protocol(bit));
            }
        }
        return names.isEmpty() ? "rdp" : String.join(",", names);
    }

    /** MS-RDPBCGR 2.2.1.1.1. */
    private static String protocol(int number) {
        return switch (number) {
            case 0 -> "rdp";
            case 1 -> "tls";
            case 2 -> "credssp";
            case 4 -> "rdstls";
            case 8 -> "credssp_early_user_auth";
            case 16 -> "rdsaad";
            default -> "unknown-" + number;
        };
    }

    /** MS-RDPBCGR 2.2.1.2.2. */
    private static String failure(int code) {
        return switch (code) {
            case 1 -> "ssl_required_by_server";
            case 2 -> "ssl_not_allowed_by_server";
            case 3 -> "ssl_cert_not_on_server";
            case 4 -> "inconsistent_flags";
            case 5 -> "hybrid_required_by_server";
            case 6 -> "ssl_with_user_auth_required_by_server";
            default -> "unknown-" + code;
        };
    }

    private String cut(String text) {
        return text.substring(0, Math.min(text.length(), limits.textChars()));
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        opaque = true;
    }

    @Override
    public void timePassed(long atNanos) {
        if (asked && !told && atNanos - askedNanos > limits.answerNanos()) {
            tell(Outcome.UNANSWERED);
        }
    }

    @Override
    public void close(long atNanos) {
        if (asked && !told) {
            tell(Outcome.UNANSWERED);
        }
    }
}
