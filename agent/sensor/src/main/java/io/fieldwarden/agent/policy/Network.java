package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A block of addresses, for instance {@code 10.0.3.0/24} or a single {@code 10.0.3.10}.
 *
 * @param base an address of the block
 * @param bits how many leading bits are fixed
 */
public record Network(Address base, int bits) {

    /** Reads a block as people write it; literal addresses only, no name is ever looked up. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            throw wrong(text);
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            int whole = bytes.length * 8;
            int bits = slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > whole) {
                throw wrong(text);
            }
            return new Network(address(bytes), bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(wrong(text).getMessage(), e);
        }
    }

    /** Whether {@code address} lies in the block. */
    public boolean contains(Address address) {
        if (address.kind() != base.kind()) {
            return false;
        }
        return switch (base.kind()) {
            case IPV4 -> same(base.low(), address.low(), bits + 32);
            case IPV6 ->
                same(base.high(), address.high(), Math.min(bits, 64)) && same(base.low(), address.low(), bits - 64);
            case MAC -> base.equals(address);
        };
    }

    private static boolean same(long one, long other, int leading) {
        if (leading <= 0) {
            return true;
        }
        return ((one ^ other) >>> (64 - leading)) == 0 && (leading < 64 || one == other);
    }

    private static Address address(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == 4 ? Address.ipv4(buffer.getInt()) : Address.ipv6(buffer.getLong(), buffer.getLong());
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("network \"" + text + "\", expected for instance 10.0.3.0/24 or fd00::/8");
    }
}
