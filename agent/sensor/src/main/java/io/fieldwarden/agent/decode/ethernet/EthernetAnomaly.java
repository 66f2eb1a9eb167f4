package io.fieldwarden.agent.decode.ethernet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the link layer and of ARP that frames can break. */
public enum EthernetAnomaly implements Anomaly {
    /** The frame ends inside its own header. */
    FRAME_TOO_SHORT(true),
    /** More VLAN tags than the limit. */
    TOO_MANY_TAGS(true),
    /** An 802.3 length that is longer than the frame (IEEE 802.3, 3.2.6). */
    LENGTH_OVER_FRAME(true),
    /** An ARP message with sizes that do not fit Ethernet and IPv4 (RFC 826), or cut short. */
    ARP_MALFORMED(true),
    /** An ARP sender that is a broadcast or multicast address. */
    ARP_GROUP_SENDER(false),
    /** An ARP sender other than the sender of the frame. */
    ARP_SENDER_MISMATCH(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    EthernetAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return "ethernet";
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
