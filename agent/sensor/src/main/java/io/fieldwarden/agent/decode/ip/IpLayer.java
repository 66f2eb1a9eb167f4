package io.fieldwarden.agent.decode.ip;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.telemetry.RoomMeter;

/**
 * Reads IPv4 (RFC 791) and IPv6 (RFC 8200) headers, puts fragments together and opens IP-in-IP and GRE tunnels. Checksums
 * are not verified: network cards fill them in after the capture point, so a wrong one says nothing.
 */
public final class IpLayer implements PacketSink {
    static final int HOP_BY_HOP = 0;
    static final int IPV4_IN_IP = 4;
    static final int IPV6_IN_IP = 41;
    static final int ROUTING = 43;
    static final int FRAGMENT = 44;
    static final int GRE = 47;
    static final int AUTHENTICATION = 51;
    static final int DESTINATION_OPTIONS = 60;
    static final int MOBILITY = 135;
    static final int HIP = 139;
    static final int SHIM6 = 140;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int LOOSE_SOURCE_ROUTE = 0x83;
    private static final int STRICT_SOURCE_ROUTE = 0x89;

    private final PacketSink transport;
    private final IpLimits limits;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private final Fragments fragments;
    private int depth;

    /** Hands whole transport parts to {@code transport}. */
    public IpLayer(PacketSink transport, IpLimits limits, Anomalies anomalies, RoomMeter meter) {
        this.transport = transport;
        this.limits = limits;
        this.anomalies = anomalies;
        this.meter = meter;
        this.fragments = new Fragments(limits, anomalies, meter);
    }

    /** Gives up fragments that have waited too long. */
    public void expire(long atNanos) {
        fragments.expire(atNanos);
    }

    /** The traffic is over: what is not whole will not become so. */
    public void close(long atNanos) {
        fragments.close(atNanos);
    }

    /** Memory that waiting fragments take, in bytes. */
    public int fragmentBytes() {
        return fragments.bytes();
    }

    @Override
    public void packet(Packet packet) {
        byte[] frame = packet.array;
        depth = 0;
        inner(packet);
        packet.array = frame; // reassembly lets it point elsewhere
    }

    private void inner(Packet packet) {
        int wanted = packet.etherType == Packet.IPV4 ? IPV4_HEADER : IPV6_HEADER;
        if (!has(packet, wanted)) {
            return;
        }
        int version = packet.u8(packet.networkOffset) >>> 4;
        if (version != (packet.etherType == Packet.IPV4 ? 4 : 6)) {
            tell(packet, IpAnomaly.VERSION_MISMATCH, version);
        } else if (version == 4) {
            ipv4(packet);
        } else {
            ipv6(packet);
        }
    }

    private void ipv4(Packet packet) {
        int at = packet.networkOffset;
        int header = (packet.u8(at) & 0x0F) * 4;
        int total = packet.u16(at + 2);
        if (total == 0) {
            total = packet.networkOriginal; // the sender's card will cut it up and fill this in (TSO)
        }
        if (header < IPV4_HEADER || total < header) {
            tell(packet, IpAnomaly.HEADER_LENGTH, header);
            return;
        }
        if (total > packet.networkOriginal) {
            tell(packet, IpAnomaly.LENGTH_OVER_FRAME, total);
            return;
        }
        if (!has(packet, header)) {
            return;
        }
        packet.ipv6 = false;
        packet.sourceHigh = 0;
        packet.sourceLow = packet.i32(at + 12) & 0xFFFF_FFFFL;
        packet.destinationHigh = 0;
        packet.destinationLow = packet.i32(at + 16) & 0xFFFF_FFFFL;
        packet.protocol = packet.u8(at + 9);
        packet.transportOffset = at + header;
        packet.transportOriginal = total - header;
        packet.transportCaptured = Math.min(total, packet.networkCaptured) - header;
        checkSender(packet, (packet.sourceLow >>> 28) == 0xE || packet.sourceLow == 0xFFFF_FFFFL);
        if (header > IPV4_HEADER) {
            options(packet, at + IPV4_HEADER, at + header);
        }
        int fragment = packet.u16(at + 6);
        if ((fragment & 0x3FFF) != 0) {
            int offset = (fragment & 0x1FFF) * 8;
            boolean more = (fragment & 0x2000) != 0;
            if (!fragments.add(packet, packet.u16(at + 4), offset, more)) {
                return;
            }
        }
        deliver(packet);
    }

    /** Looks for source routes; everything else in the options is no business of ours. */
    private void options(Packet packet, int start, int end) {
        int at = start;
        while (at < end) {
            int kind = packet.u8(at);
            if (kind == 0) {
                return;
            }
            if (kind == 1) {
                at++;
                continue;
            }
            if (kind == LOOSE_SOURCE_ROUTE || kind == STRICT_SOURCE_ROUTE) {
                tell(packet, IpAnomaly.SOURCE_ROUTE, kind);
            }
            int size = at + 1 < end ? packet.u8(at + 1) : 0;
            if (size < 2) {
                return;
            }
            at += size;
        }
    }

    private void ipv6(Packet packet) {
        int at = packet.networkOffset;
        int payload = packet.u16(at + 4);
        if (payload == 0) {
            payload = packet.networkOriginal - IPV6_HEADER; // segmentation offload, or a jumbogram (RFC 2675)
        }
        if (payload > packet.networkOriginal - IPV6_HEADER) {
            tell(packet, IpAnomaly.LENGTH_OVER_FRAME, payload);
            return;
        }
        packet.ipv6 = true;
        packet.sourceHigh = packet.i64(at + 8);
        packet.sourceLow = packet.i64(at + 16);
        packet.destinationHigh = packet.i64(at + 24);
        packet.destinationLow = packet.i64(at + 32);
        packet.protocol = packet.u8(at + 6);
        packet.transportOffset = at + IPV6_HEADER;
        packet.transportOriginal = payload;
        packet.transportCaptured = Math.min(payload, packet.networkCaptured - IPV6_HEADER);
        checkSender(packet, (packet.sourceHigh >>> 56) == 0xFF);
        if (extensions(packet)) {
            deliver(packet);
        }
    }

    /** Walks the extension headers; false if there is nothing to deliver (yet). */
    private boolean extensions(Packet packet) {
        for (int seen = 0; isExtension(packet.protocol); seen++) {
            if (seen == limits.extensionHeadersMax()) {
                tell(packet, IpAnomaly.EXTENSION_CHAIN, seen);
                return false;
            }
            if (packet.transportCaptured < 8) {
                cut(packet, packet.transportOriginal >= 8, IpAnomaly.EXTENSION_CHAIN, packet.transportOriginal);
                return false;
            }
            if (!extension(packet)) {
                return false;
            }
        }
        return true;
    }

    private boolean extension(Packet packet) {
        int at = packet.transportOffset;
        int kind = packet.protocol;
        if (kind == FRAGMENT) {
            return fragment(packet);
        }
        int size = kind == AUTHENTICATION ? (packet.u8(at + 1) + 2) * 4 : (packet.u8(at + 1) + 1) * 8;
        if (kind == ROUTING && packet.u8(at + 2) == 0) {
            tell(packet, IpAnomaly.SOURCE_ROUTE, kind);
        }
        if (size > packet.transportCaptured) {
            cut(packet, size <= packet.transportOriginal, IpAnomaly.EXTENSION_CHAIN, size);
            return false;
        }
        strip(packet, packet.u8(at), size);
        return true;
    }

    /** RFC 8200, 4.5; a fragment that is the whole datagram is not kept with others (RFC 6946). */
    private boolean fragment(Packet packet) {
        int at = packet.transportOffset;
        int offsetAndMore = packet.u16(at + 2);
        int identification = packet.i32(at + 4);
        strip(packet, packet.u8(at), 8);
        int offset = offsetAndMore & 0xFFF8;
        boolean more = (offsetAndMore & 1) != 0;
        return (offset == 0 && !more) || fragments.add(packet, identification, offset, more);
    }

    private static void strip(Packet packet, int next, int size) {
        packet.protocol = next;
        packet.transportOffset += size;
        packet.transportCaptured -= size;
        packet.transportOriginal -= size;
    }

    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY, HIP, SHIM6 -> true;
            default -> false;
        };
    }

    private void deliver(Packet packet) {
        switch (packet.protocol) {
            case IPV4_IN_IP -> tunnel(packet, Packet.IPV4, 0);
            case IPV6_IN_IP -> tunnel(packet, Packet.IPV6, 0);
            case GRE -> gre(packet);
            default -> transport.packet(packet);
        }
    }

    /** RFC 2784 and 2890: only with IP inside; otherwise it is a conversation of its own. */
    private void gre(Packet packet) {
        int at = packet.transportOffset;
        if (packet.transportCaptured < 4) {
            transport.packet(packet);
            return;
        }
        int flags = packet.u16(at);
        int type = packet.u16(at + 2);
        int size =
                4 + ((flags & 0x8000) != 0 ? 4 : 0) + ((flags & 0x2000) != 0 ? 4 : 0) + ((flags & 0x1000) != 0 ? 4 : 0);
        boolean plain = (flags & 0x4007) == 0; // no source route, version 0
        if (plain && (type == Packet.IPV4 || type == Packet.IPV6) && size < packet.transportCaptured) {
            tunnel(packet, type, size);
        } else {
            transport.packet(packet);
        }
    }

    private void tunnel(Packet packet, int type, int header) {
        if (depth == limits.tunnelDepthMax()) {
            tell(packet, IpAnomaly.TUNNEL_DEPTH, depth);
            return;
        }
        depth++;
        packet.etherType = type;
        packet.networkOffset = packet.transportOffset + header;
        packet.networkCaptured = packet.transportCaptured - header;
        packet.networkOriginal = packet.transportOriginal - header;
        inner(packet);
    }

    private void checkSender(Packet packet, boolean group) {
        boolean itself = packet.sourceLow == packet.destinationLow && packet.sourceHigh == packet.destinationHigh;
        if (group || (itself && !isLocal(packet))) {
            tell(packet, IpAnomaly.SENDER_IMPOSSIBLE, packet.protocol);
        }
    }

    private static boolean isLocal(Packet packet) {
        return packet.ipv6
                ? packet.sourceHigh == 0 && packet.sourceLow <= 1
                : (packet.sourceLow >>> 24) == 127 || packet.sourceLow == 0;
    }

    private boolean has(Packet packet, int header) {
        if (packet.networkCaptured >= header) {
            return true;
        }
        cut(packet, packet.networkOriginal >= header, IpAnomaly.PACKET_TOO_SHORT, packet.networkOriginal);
        return false;
    }

    /** What is missing was cut by the snap length, or the sender never sent it. */
    private void cut(Packet packet, boolean bySnapLength, IpAnomaly otherwise, int found) {
        if (bySnapLength) {
            meter.dropped(1);
        } else {
            tell(packet, otherwise, found);
        }
    }

    private void tell(Packet packet, IpAnomaly anomaly, int found) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            boolean addressed = anomaly == IpAnomaly.SENDER_IMPOSSIBLE || anomaly == IpAnomaly.SOURCE_ROUTE;
            String who = addressed ? packet.source() + " > " + packet.destination() + ": " : "";
            String detail = who + "found " + found + " in " + packet.networkOriginal + " bytes";
            anomalies.tell(anomaly, null, packet.atNanos, detail);
        }
    }
}
