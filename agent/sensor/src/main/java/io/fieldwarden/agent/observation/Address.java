package io.fieldwarden.agent.observation;

import java.util.HexFormat;

/** An IPv4, IPv6 or MAC address; immutable, two longs and a kind, so that tables can hold it without an object each. */
public final class Address implements Comparable<Address> {

    /** Kinds of address, in order of comparison. */
    public enum Kind {
        IPV4,
        IPV6,
        MAC
    }

    private static final int HEXTETS = 8;

    private final Kind kind;
    private final long high;
    private final long low;

    private Address(Kind kind, long high, long low) {
        this.kind = kind;
        this.high = high;
        this.low = low;
    }

    /** An IPv4 address from its 32 bits in network order. */
    public static Address ipv4(int bits) {
        return new Address(Kind.IPV4, 0, bits & 0xFFFF_FFFFL);
    }

    /** An IPv6 address from its upper and lower 64 bits. */
    public static Address ipv6(long high, long low) {
        return new Address(Kind.IPV6, high, low);
    }

    /** A hardware address from its 48 bits. */
    public static Address mac(long bits) {
        return new Address(Kind.MAC, 0, bits & 0xFFFF_FFFF_FFFFL);
    }

    public Kind kind() {
        return kind;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Whether it names no single device: broadcast, multicast or unspecified. */
    public boolean isGroup() {
        return switch (kind) {
            case IPV4 -> low == 0 || low == 0xFFFF_FFFFL || (low >>> 28) == 0xE;
            case IPV6 -> (high >>> 56) == 0xFF || (high == 0 && low == 0);
            case MAC -> ((low >>> 40) & 1) == 1 || low == 0;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && address.kind == kind && address.high == high && address.low == low;
    }

    @Override
    public int hashCode() {
        long mixed = (high * 0x9E37_79B9_7F4A_7C15L) ^ (low * 0xC2B2_AE3D_27D4_EB4FL) ^ kind.ordinal();
        return (int) (mixed ^ (mixed >>> 32));
    }

    @Override
    public int compareTo(Address other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) {
            return byKind;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** As people write it: dotted quad, RFC 5952 for IPv6, colons for MAC. */
    @Override
    public String toString() {
        return switch (kind) {
            case IPV4 -> (low >>> 24) + "." + ((low >>> 16) & 0xFF) + "." + ((low >>> 8) & 0xFF) + "." + (low & 0xFF);
            case IPV6 -> ipv6Text();
            case MAC -> macText(low);
        };
    }

    /** A hardware address as {@code 00:1b:1b:01:02:03}. */
    public static String macText(long bits) {
        return HexFormat.ofDelimiter(":").formatHex(new byte[] {
            (byte) (bits >>> 40),
            (byte) (bits >>> 32),
            (byte) (bits >>> 24),
            (byte) (bits >>> 16),
            (byte) (bits >>> 8),
            (byte) bits
        });
    }

    private int hextet(int index) {
        long half = index < HEXTETS / 2 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }

    private String ipv6Text() {
        int bestStart = -1;
        int bestLength = 1; // RFC 5952 4.2.2: a single zero field is not shortened
        for (int start = 0; start < HEXTETS; start++) {
            int length = 0;
            while (start + length < HEXTETS && hextet(start + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < HEXTETS; index++) {
            if (index == bestStart) {
                text.append("::");
                index += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(hextet(index)));
        }
        return text.toString();
    }
}
