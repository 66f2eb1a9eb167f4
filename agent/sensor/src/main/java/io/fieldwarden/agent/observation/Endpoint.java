package io.fieldwarden.agent.observation;

/**
 * One end of a connection.
 *
 * @param address network address, or MAC address for traffic without one
 * @param port TCP or UDP port; directly on Ethernet the EtherType, or below 0x600 the LLC service access point; 0 if the
 *     transport has none
 * @param mac hardware address in the low 48 bits, {@link #NO_MAC} if the link type has none
 */
public record Endpoint(Address address, int port, long mac) {
    public static final long NO_MAC = 0;
    /** Nobody we can name: who published through a broker we only listen to. */
    public static final Endpoint UNKNOWN = new Endpoint(Address.ipv4(0), 0, NO_MAC);

    @Override
    public String toString() {
        if (port == 0 || address.kind() == Address.Kind.MAC) {
            return address.toString();
        }
        return address.kind() == Address.Kind.IPV6 ? "[" + address + "]:" + port : address + ":" + port;
    }
}
