package io.fieldwarden.agent.decode.ip;

/**
 * Limits of the network layer.
 *
 * @param extensionHeadersMax IPv6 extension headers of one packet
 * @param tunnelDepthMax tunnels inside each other
 * @param datagramsMax datagrams in fragments at a time; beyond it the oldest is given up
 * @param fragmentBytesMax memory for all of them together, in bytes; beyond it the oldest is given up
 * @param fragmentsMax fragments of one datagram
 * @param fragmentAgeNanosMax how long a datagram may take to be complete, in traffic time (RFC 8200, 4.5: 60 s)
 */
public record IpLimits(
        int extensionHeadersMax,
        int tunnelDepthMax,
        int datagramsMax,
        int fragmentBytesMax,
        int fragmentsMax,
        long fragmentAgeNanosMax) {
    public static final IpLimits DEFAULT = new IpLimits(8, 4, 1_024, 4 << 20, 1_024, 30_000_000_000L);

    public IpLimits {
        require("extensionHeadersMax", extensionHeadersMax, 1);
        require("tunnelDepthMax", tunnelDepthMax, 0);
        require("datagramsMax", datagramsMax, 1);
        require("fragmentBytesMax", fragmentBytesMax, PartialDatagram.BYTES_MAX);
        require("fragmentsMax", fragmentsMax, 2);
        require("fragmentAgeNanosMax", fragmentAgeNanosMax, 1);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
        }
    }
}
