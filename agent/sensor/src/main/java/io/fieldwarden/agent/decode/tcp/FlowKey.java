package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Packet;

/**
 * What packets of one conversation have in common, the same for both directions: the end with the lower address (then port)
 * comes first. One instance is reused for look-ups.
 */
final class FlowKey {
    long lowHigh;
    long lowLow;
    long highHigh;
    long highLow;
    /** Port of the low end in the upper half. */
    int ports;
    /** IP protocol, IP version and VLAN. */
    int kind;
    /** Whether the sender of the packet is the high end. */
    boolean swapped;

    /** Set from the addresses of {@code packet} and the ports given. */
    FlowKey of(Packet packet, int sourcePort, int destinationPort) {
        ends(packet.sourceHigh, packet.sourceLow, packet.destinationHigh, packet.destinationLow);
        if (packet.sourceHigh == packet.destinationHigh && packet.sourceLow == packet.destinationLow) {
            swapped = sourcePort > destinationPort;
        }
        return with(packet, sourcePort, destinationPort, packet.protocol);
    }

    /** Puts the ends in order by address. */
    void ends(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        int order = Long.compareUnsigned(sourceHigh, destinationHigh);
        swapped = order > 0 || (order == 0 && Long.compareUnsigned(sourceLow, destinationLow) > 0);
        lowHigh = swapped ? destinationHigh : sourceHigh;
        lowLow = swapped ? destinationLow : sourceLow;
        highHigh = swapped ? sourceHigh : destinationHigh;
        highLow = swapped ? sourceLow : destinationLow;
    }

    /** Completes {@link #ends} with ports, protocol and the VLAN of {@code packet}. */
    FlowKey with(Packet packet, int sourcePort, int destinationPort, int protocol) {
        ports = swapped ? (destinationPort << 16) | sourcePort : (sourcePort << 16) | destinationPort;
        kind = (packet.vlan << 16) | (packet.ipv6 ? 0x100 : 0) | (packet.linkOnly ? 0x200 : 0) | protocol;
        return this;
    }

    void copy(FlowKey other) {
        lowHigh = other.lowHigh;
        lowLow = other.lowLow;
        highHigh = other.highHigh;
        highLow = other.highLow;
        ports = other.ports;
        kind = other.kind;
        swapped = other.swapped;
    }

    boolean matches(FlowKey other) {
        return lowLow == other.lowLow
                && highLow == other.highLow
                && ports == other.ports
                && kind == other.kind
                && lowHigh == other.lowHigh
                && highHigh == other.highHigh;
    }

    /** Never 0. The seed keeps a stranger from choosing addresses that collide. */
    long hash(long seed) {
        long hash = (seed ^ lowLow ^ Long.rotateLeft(lowHigh, 23)) * 0x9E37_79B9_7F4A_7C15L;
        hash ^= hash >>> 32;
        hash = (hash ^ highLow ^ Long.rotateLeft(highHigh, 41)) * 0xC2B2_AE3D_27D4_EB4FL;
        hash ^= hash >>> 29;
        hash = (hash ^ ((long) ports << 32) ^ kind) * 0xD6E8_FEB8_6659_FD93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
