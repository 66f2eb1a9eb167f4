package io.fieldwarden.agent.decode.ethernet;

/**
 * Limits of the link layer.
 *
 * @param tagsMax VLAN tags on one frame
 * @param bindingsMax pairs of IP and hardware address remembered from ARP; beyond it those not met lately are forgotten
 */
public record EthernetLimits(int tagsMax, int bindingsMax) {
    public static final EthernetLimits DEFAULT = new EthernetLimits(4, 16_384);

    public EthernetLimits {
        if (tagsMax < 1 || tagsMax > 16) {
            throw new IllegalArgumentException("tagsMax is " + tagsMax + ", expected 1 to 16");
        }
        if (bindingsMax < 2 || bindingsMax > 1 << 24) {
            throw new IllegalArgumentException("bindingsMax is " + bindingsMax + ", expected 2 to " + (1 << 24));
        }
    }
}
