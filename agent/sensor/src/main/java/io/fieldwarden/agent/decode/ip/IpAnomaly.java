package io.fieldwarden.agent.decode.ip;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of IPv4 and IPv6 that packets can break. */
public enum IpAnomaly implements Anomaly {
    /** The packet ends inside its own header. */
    PACKET_TOO_SHORT(true),
    /** A version that does not match the EtherType. */
    VERSION_MISMATCH(true),
    /** A header length that is too small, or larger than the packet (RFC 791, 3.1). */
    HEADER_LENGTH(true),
    /** A total length that is longer than the frame. */
    LENGTH_OVER_FRAME(true),
    /** A sender that is a multicast or broadcast address, or the receiver itself (RFC 1122, 3.2.1.3). */
    SENDER_IMPOSSIBLE(false),
    /** A source route, which hosts should not use any more (RFC 7126, 4.3; RFC 5095). */
    SOURCE_ROUTE(false),
    /** More IPv6 extension headers than the limit, or one that is longer than the packet (RFC 8200, 4). */
    EXTENSION_CHAIN(true),
    /** A fragment whose length is no multiple of 8 though more follow, or without content (RFC 791, 3.2). */
    FRAGMENT_LENGTH(true),
    /** A fragment that reaches over 65,535 bytes. */
    FRAGMENT_OVER_64K(true),
    /** Fragments that overlap; IPv4 keeps what came first, IPv6 discards the datagram (RFC 5722). */
    FRAGMENT_OVERLAP(false),
    /** Fragments that disagree about where the datagram ends. */
    FRAGMENT_END_CONFLICT(true),
    /** A datagram whose fragments did not all come in time or within the limits. */
    FRAGMENTS_INCOMPLETE(false),
    /** More tunnels inside each other than the limit. */
    TUNNEL_DEPTH(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    IpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return "ip";
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
