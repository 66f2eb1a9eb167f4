package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Direction;

/** Reads ICMP error messages (RFC 792, RFC 4443): "unreachable" refuses the conversation whose packet it quotes. */
final class IcmpErrors implements PacketSink {
    private static final int HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP = 6;
    /** So much of the transport header is always quoted: ports, and TCP's sequence number. */
    private static final int QUOTED_MIN = 8;

    private static final int FRAGMENTATION_NEEDED = 4;

    private final Conversations conversations;
    private final FlowKey key = new FlowKey();

    IcmpErrors(Conversations conversations) {
        this.conversations = conversations;
    }

    /** Whether the message reports an error and so belongs to another conversation; its header was captured. */
    boolean isError(Packet packet) {
        int type = packet.u8(packet.transportOffset);
        if (packet.ipv6) {
            return type < 128;
        }
        return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    private static boolean isUnreachable(Packet packet) {
        int type = packet.u8(packet.transportOffset);
        int code = packet.u8(packet.transportOffset + 1);
        return packet.ipv6 ? type == 1 : type == 3 && code != FRAGMENTATION_NEEDED;
    }

    @Override
    public void packet(Packet packet) {
        int at = packet.transportOffset + HEADER;
        int length = packet.transportCaptured - HEADER;
        boolean quoted = packet.ipv6 ? quotedIpv6(packet, at, length) : quotedIpv4(packet, at, length);
        if (!quoted) {
            return;
        }
        Flow flow = conversations.find(key);
        if (flow == null) {
            return;
        }
        packet.connectionId = flow.connection.id();
        boolean byOriginator = flow.direction(key) == Direction.FROM_ORIGINATOR;
        if (byOriginator && isUnreachable(packet) && !flow.connection.established() && isOf(flow)) {
            conversations.end(flow, Phase.REFUSED, packet.atNanos);
        }
    }

    private int quotedSequence;

    private boolean isOf(Flow flow) {
        return !(flow instanceof TcpFlow tcp)
                || (tcp.originatorStream.synSeen && tcp.originatorStream.initial == quotedSequence);
    }

    private boolean quotedIpv4(Packet packet, int at, int length) {
        if (length < IPV4_HEADER) {
            return false;
        }
        int header = (packet.u8(at) & 0x0F) * 4;
        if (header < IPV4_HEADER || length < header + QUOTED_MIN || (packet.u16(at + 6) & 0x1FFF) != 0) {
            return false;
        }
        key.ends(0, packet.i32(at + 12) & 0xFFFF_FFFFL, 0, packet.i32(at + 16) & 0xFFFF_FFFFL);
        return ports(packet, at + header, packet.u8(at + 9));
    }

    private boolean quotedIpv6(Packet packet, int at, int length) {
        if (length < IPV6_HEADER + QUOTED_MIN) {
            return false;
        }
        key.ends(packet.i64(at + 8), packet.i64(at + 16), packet.i64(at + 24), packet.i64(at + 32));
        return ports(packet, at + IPV6_HEADER, packet.u8(at + 6));
    }

    private boolean ports(Packet packet, int at, int protocol) {
        boolean hasPorts = protocol == TCP || protocol == DatagramLayer.UDP;
        key.with(packet, hasPorts ? packet.u16(at) : 0, hasPorts ? packet.u16(at + 2) : 0, protocol);
        quotedSequence = packet.i32(at + 4);
        return true;
    }
}
