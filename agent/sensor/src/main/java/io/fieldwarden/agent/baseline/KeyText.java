package io.fieldwarden.agent.baseline;

import io.fieldwarden.agent.observation.Address;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Builds the readable key of something that may be normal, for instance {@code 10.0.3.10<tab>10.0.3.17<tab>tcp<tab>502}.
 * Reused: building a key and looking it up allocates nothing for IPv4 and plain ASCII. Control characters and backslashes of
 * device-supplied parts are escaped, so that a key is always one line and parts never run into each other.
 */
public final class KeyText {
    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int DIGEST_BYTES = 17;
    private static final int TEXT_MAX = BaselineLimits.KEY_BYTES_MAX - DIGEST_BYTES;
    private static final String ESCAPES = "\\u00";

    private final byte[] bytes = new byte[BaselineLimits.KEY_BYTES_MAX];
    private int length;
    private long beyond;

    /** Starts a new key; returns this. */
    public KeyText start() {
        length = 0;
        beyond = 0;
        return this;
    }

    /** Adds a text; returns this. */
    public KeyText part(String text) {
        separate();
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (letter >= 0x80) {
                return utf8(text.substring(index));
            }
            ascii(letter);
        }
        return this;
    }

    /** Adds a number; returns this. */
    public KeyText part(long number) {
        separate();
        digits(number);
        return this;
    }

    /** Adds an address as people write it; returns this. */
    public KeyText part(Address address) {
        if (address.kind() != Address.Kind.IPV4) {
            return part(address.toString());
        }
        separate();
        long bits = address.low();
        for (int shift = 24; shift >= 0; shift -= 8) {
            digits((bits >>> shift) & 0xFF);
            if (shift > 0) {
                put('.');
            }
        }
        return this;
    }

    /** The key as text. */
    @Override
    public String toString() {
        return new String(copy(), StandardCharsets.UTF_8);
    }

    byte[] copy() {
        close();
        return Arrays.copyOf(bytes, length);
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    /** Hash of the key; also ends it. */
    int hash() {
        close();
        return hash(bytes, length);
    }

    static int hash(byte[] key, int size) {
        long mixed = size * MIX;
        int index = 0;
        for (; index + Long.BYTES <= size; index += Long.BYTES) {
            mixed = Long.rotateLeft((mixed ^ (long) I64.get(key, index)) * MIX, 29);
        }
        for (; index < size; index++) {
            mixed = (mixed ^ key[index]) * MIX;
        }
        return (int) (mixed ^ (mixed >>> 32));
    }

    private void close() {
        if (beyond != 0) {
            byte[] digest = ("~" + HexFormat.of().toHexDigits(beyond)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digest, 0, bytes, length, digest.length);
            length += digest.length;
            beyond = 0;
        }
    }

    private void separate() {
        if (length > 0) {
            put('\t');
        }
    }

    private void ascii(char letter) {
        if (letter >= ' ' && letter != '\\' && letter != 0x7F) {
            put(letter);
            return;
        }
        for (int index = 0; index < ESCAPES.length(); index++) {
            put(ESCAPES.charAt(index));
        }
        put(Character.forDigit(letter >> 4, 16));
        put(Character.forDigit(letter & 15, 16));
    }

    private KeyText utf8(String rest) {
        for (byte unit : rest.getBytes(StandardCharsets.UTF_8)) {
            if (unit >= 0) {
                ascii((char) unit);
            } else {
                put(unit);
            }
        }
        return this;
    }

    private void digits(long number) {
        if (number >= 0 && number < 1000) { // most are parts of addresses
            int small = (int) number;
            if (small >= 100) {
                put('0' + small / 100);
            }
            if (small >= 10) {
                put('0' + small / 10 % 10);
            }
            put('0' + small % 10);
            return;
        }
        if (number < 0) {
            put('-');
        }
        long scale = 1;
        long size = Math.abs(number);
        while (size / scale >= 10) {
            scale *= 10;
        }
        for (; scale > 0; scale /= 10) {
            put((int) ('0' + size / scale % 10));
        }
    }

    private void put(int unit) {
        if (length < TEXT_MAX) {
            bytes[length++] = (byte) unit;
        } else {
            beyond = (beyond ^ (unit & 0xFF)) * MIX + 1; // never 0 again in practice, and 0 only means no digest
        }
    }
}
