package io.fieldwarden.agent.decode.ethernet;

import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.telemetry.RoomMeter;

/**
 * Finds the network part of a frame: Ethernet II and 802.3 with LLC and SNAP, VLAN tags, PPPoE, MPLS, Linux cooked captures, loopback and
 * raw IP. What is neither IP nor ARP is counted and left.
 */
public final class EthernetLayer implements PacketSink {
    private static final int ARP = 0x0806;
    private static final int PPPOE_SESSION = 0x8864;
    private static final int MPLS = 0x8847;
    private static final int TAG_8021Q = 0x8100;
    private static final int TAG_8021AD = 0x88A8;
    private static final int TAG_QINQ_OLD = 0x9100;
    private static final int TYPE_MIN = 0x0600;
    private static final int COOKED_LLC = 4;
    private static final int ETHERNET_HEADER = 14;
    private static final int COOKED_HEADER = 16;
    private static final int COOKED2_HEADER = 20;
    private static final int LOOPBACK_HEADER = 4;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int MAC_BYTES = 6;
    private static final int SNAP_HEADER = 8;
    private static final int LLC_HEADER = 3;
    private static final int PPPOE_HEADER = 8;
    private static final int LABEL = 4;

    private final PacketSink network;
    private final ArpReader arp;
    private final PacketSink rest;
    private final EthernetLimits limits;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private long others;

    /**
     * Who takes what Ethernet carries.
     *
     * @param network IP packets
     * @param arp ARP messages
     * @param rest everything else: after an EtherType, or, where a frame has a length instead, from its LLC header on with the
     *     destination service access point (IEEE 802.2) in place of the EtherType
     */
    public record Above(PacketSink network, ArpReader arp, PacketSink rest) {}

    /** Hands what it finds to {@code above}. */
    public EthernetLayer(Above above, EthernetLimits limits, Anomalies anomalies, RoomMeter meter) {
        this.network = above.network();
        this.arp = above.arp();
        this.rest = above.rest();
        this.limits = limits;
        this.anomalies = anomalies;
        this.meter = meter;
    }

    /** Frames that carried neither IP nor ARP. */
    public long others() {
        return others;
    }

    @Override
    public void packet(Packet packet) {
        packet.begin();
        switch (packet.link) {
            case ETHERNET -> ethernet(packet);
            case LINUX_SLL -> cooked(packet);
            case LINUX_SLL2 -> cooked2(packet);
            case NULL, LOOP -> loopback(packet);
            case RAW -> raw(packet);
            case IPV4 -> network(packet, Packet.IPV4, 0);
            case IPV6 -> network(packet, Packet.IPV6, 0);
        }
    }

    private void ethernet(Packet packet) {
        if (!has(packet, ETHERNET_HEADER)) {
            return;
        }
        int at = packet.offset;
        packet.destinationMac = packet.u48(at);
        packet.sourceMac = packet.u48(at + 6);
        typed(packet, packet.u16(at + 12), ETHERNET_HEADER);
    }

    /** LINKTYPE_LINUX_SLL: packet type, hardware type, address length, address (8), protocol. */
    private void cooked(Packet packet) {
        if (!has(packet, COOKED_HEADER)) {
            return;
        }
        int at = packet.offset;
        if (packet.u16(at + 2) == HARDWARE_ETHERNET && packet.u16(at + 4) == MAC_BYTES) {
            packet.sourceMac = packet.u48(at + 6);
        }
        typed(packet, packet.u16(at + 14), COOKED_HEADER);
    }

    /** LINKTYPE_LINUX_SLL2: protocol, reserved, interface, hardware type, packet type, address length, address (8). */
    private void cooked2(Packet packet) {
        if (!has(packet, COOKED2_HEADER)) {
            return;
        }
        int at = packet.offset;
        if (packet.u16(at + 8) == HARDWARE_ETHERNET && packet.u8(at + 11) == MAC_BYTES) {
            packet.sourceMac = packet.u48(at + 12);
        }
        typed(packet, packet.u16(at), COOKED2_HEADER);
    }

    /** LINKTYPE_NULL and LINKTYPE_LOOP: an address family in the byte order of whoever captured it. */
    private void loopback(Packet packet) {
        if (!has(packet, LOOPBACK_HEADER)) {
            return;
        }
        int family = packet.i32(packet.offset);
        if ((family & 0xFFFF_0000) != 0) {
            family = Integer.reverseBytes(family);
        }
        switch (family) {
            case 2 -> network(packet, Packet.IPV4, LOOPBACK_HEADER);
            case 10, 24, 28, 30 -> network(packet, Packet.IPV6, LOOPBACK_HEADER); // Linux, NetBSD, FreeBSD, Darwin
            default -> others++;
        }
    }

    private void raw(Packet packet) {
        if (has(packet, 1)) {
            int version = packet.u8(packet.offset) >>> 4;
            network(packet, version == 6 ? Packet.IPV6 : Packet.IPV4, 0);
        }
    }

    /** Goes on after an EtherType or 802.3 length that stands just before {@code header}. */
    private void typed(Packet packet, int typeOrLength, int header) {
        int type = typeOrLength;
        int length = header;
        int tags = 0;
        while (type == TAG_8021Q || type == TAG_8021AD || type == TAG_QINQ_OLD) {
            if (!has(packet, length + 4)) {
                return;
            }
            if (tags == limits.tagsMax()) {
                tell(packet, EthernetAnomaly.TOO_MANY_TAGS, limits.tagsMax());
                return;
            }
            if (tags++ == 0) {
                packet.vlan = packet.u16(packet.offset + length) & 0x0FFF;
            }
            type = packet.u16(packet.offset + length + 2);
            length += 4;
        }
        if (type >= TYPE_MIN) {
            network(packet, type, length);
        } else if (packet.link != LinkType.ETHERNET && type != COOKED_LLC) {
            others++;
        } else {
            llc(packet, type, length);
        }
    }

    /** IEEE 802.2 with SNAP (RFC 1042); the 802.3 length says where padding begins. */
    private void llc(Packet packet, int length, int header) {
        boolean cooked = packet.link != LinkType.ETHERNET;
        if (!cooked && length > packet.original - header) {
            tell(packet, EthernetAnomaly.LENGTH_OVER_FRAME, length);
            return;
        }
        int size = cooked ? packet.original - header : length;
        int at = packet.offset + header;
        boolean snap = size >= SNAP_HEADER && packet.captured - header >= SNAP_HEADER && packet.i32(at) == 0xAAAA_0300;
        if (!snap) {
            others++;
            if (size >= LLC_HEADER && packet.captured - header >= LLC_HEADER) {
                packet.networkOffset = at;
                packet.networkCaptured = Math.min(size, packet.captured - header);
                packet.networkOriginal = size;
                packet.etherType = packet.u8(at);
                rest.packet(packet);
            }
            return;
        }
        network(packet, packet.u16(at + 6), header + SNAP_HEADER);
    }

    /** RFC 2516: version and type, code, session, length, then the PPP protocol. */
    private void pppoe(Packet packet, int header) {
        if (!has(packet, header + PPPOE_HEADER)) {
            return;
        }
        switch (packet.u16(packet.offset + header + 6)) {
            case 0x0021 -> network(packet, Packet.IPV4, header + PPPOE_HEADER);
            case 0x0057 -> network(packet, Packet.IPV6, header + PPPOE_HEADER);
            default -> others++;
        }
    }

    /** RFC 3032: labels up to the one that says it is the last; then the first half byte tells the version of IP. */
    private void mpls(Packet packet, int header) {
        int length = header;
        for (int labels = 0; labels <= limits.tagsMax(); labels++) {
            if (!has(packet, length + LABEL + 1)) {
                return;
            }
            boolean last = (packet.u8(packet.offset + length + 2) & 1) == 1;
            length += LABEL;
            if (last) {
                int version = packet.u8(packet.offset + length) >>> 4;
                if (version == 4 || version == 6) {
                    network(packet, version == 4 ? Packet.IPV4 : Packet.IPV6, length);
                } else {
                    others++;
                }
                return;
            }
        }
        tell(packet, EthernetAnomaly.TOO_MANY_TAGS, limits.tagsMax());
    }

    private void network(Packet packet, int type, int header) {
        packet.etherType = type;
        packet.networkOffset = packet.offset + header;
        packet.networkCaptured = packet.captured - header;
        packet.networkOriginal = packet.original - header;
        switch (type) {
            case Packet.IPV4, Packet.IPV6 -> network.packet(packet);
            case ARP -> arp.packet(packet);
            case PPPOE_SESSION -> pppoe(packet, header);
            case MPLS -> mpls(packet, header);
            default -> {
                others++;
                rest.packet(packet);
            }
        }
    }

    private boolean has(Packet packet, int bytes) {
        if (packet.captured >= bytes) {
            return true;
        }
        if (packet.original >= bytes) {
            meter.dropped(1); // the snap length cut it, the sender is not to blame
        } else {
            tell(packet, EthernetAnomaly.FRAME_TOO_SHORT, packet.original);
        }
        return false;
    }

    private void tell(Packet packet, EthernetAnomaly anomaly, int found) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            anomalies.tell(anomaly, null, packet.atNanos, "found " + found + " in a frame of " + packet.original);
        }
    }
}
