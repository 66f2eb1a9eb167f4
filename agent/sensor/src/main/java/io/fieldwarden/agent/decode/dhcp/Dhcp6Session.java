package io.fieldwarden.agent.decode.dhcp;

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
import java.util.List;

/** Messages of DHCP for IPv6, each told for itself. */
final class Dhcp6Session implements ProtocolSession {
    private static final int HEADER = 4;
    private static final int RECONFIGURE = 10;

    private final DhcpFacts facts;

    Dhcp6Session(Connection connection, ObservationSink observations) {
        facts = new DhcpFacts(connection, observations, Dhcp6Decoder.PROTOCOL);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (bytes.length() < HEADER) {
            String detail = bytes.length() + " bytes, expected at least 4";
            facts.anomaly(DhcpAnomaly.TOO_SHORT, detail, atNanos);
            return Verdict.consumed(bytes.length());
        }
        int type = bytes.u8(0);
        List<Attribute> attributes = Dhcp6Decoder.options(bytes) == HEADER
                ? List.of(new Attribute("trans_id", Integer.toHexString(bytes.u24(1))))
                : List.of(new Attribute("hop_count", Integer.toString(bytes.u8(1))));
        Access access = type == RECONFIGURE ? Access.CONFIGURE : Access.SESSION;
        Operation operation = new Operation(Dhcp6Decoder.PROTOCOL, type, name(type), access, "", null, attributes);
        facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        int at = Dhcp6Decoder.options(bytes);
        while (at + HEADER <= bytes.length()) {
            at += HEADER + bytes.u16(at + 2);
        }
        if (at != bytes.length()) {
            facts.anomaly(
                    DhcpAnomaly.BAD_OPTION, "options end at byte " + at + ", expected " + bytes.length(), atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    /** RFC 8415 7.3. */
    private static String name(int type) {
        return switch (type) {
            case 1 -> "solicit";
            case 2 -> "advertise";
            case 3 -> "request";
            case 4 -> "confirm";
            case 5 -> "renew";
            case 6 -> "rebind";
            case 7 -> "reply";
            case 8 -> "release";
            case 9 -> "decline";
            case RECONFIGURE -> "reconfigure";
            case 11 -> "information_request";
            case 12 -> "relay_forw";
            case 13 -> "relay_repl";
            default -> "message_" + type;
        };
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
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
