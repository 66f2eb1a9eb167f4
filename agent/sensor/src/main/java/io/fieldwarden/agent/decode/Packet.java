package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.observation.Address;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One frame on its way up: each layer reads what the one below found and fills in its own part. One instance is reused for
 * every frame, its bytes are read in place, and all of it is valid only during the call. Offsets are indexes into
 * {@link #array}; every layer checks its lengths before it reads.
 */
public final class Packet {
    /** {@link #etherType} of IPv4. */
    public static final int IPV4 = 0x0800;
    /** {@link #etherType} of IPv6. */
    public static final int IPV6 = 0x86DD;

    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Where the bytes lie: the lane's ring, or a reassembled datagram. */
    public byte[] array = new byte[0];
    /** Start of the frame. */
    public int offset;
    /** Bytes captured. */
    public int captured;
    /** Bytes on the wire, at least {@link #captured}. */
    public int original;
    /** Nanoseconds since 1970-01-01T00:00Z. */
    public long atNanos;

    public LinkType link = LinkType.ETHERNET;

    /** 48 bits, 0 if the link type has none. */
    public long sourceMac;
    /** 48 bits, 0 if the link type has none. */
    public long destinationMac;
    /** Outermost VLAN id, 0 if untagged. */
    public int vlan;
    /** What the network part is, as an EtherType; 0 if it has none. */
    public int etherType;
    /** Start of the network header. */
    public int networkOffset;
    /** Bytes captured from {@link #networkOffset}; may include padding of the link. */
    public int networkCaptured;
    /** Bytes on the wire from {@link #networkOffset}. */
    public int networkOriginal;

    /** Whether the addresses are hardware addresses: the frame carries something else than IP. */
    public boolean linkOnly;
    /** Whether the addresses are IPv6. */
    public boolean ipv6;
    /** Upper half of the sender's address, 0 for IPv4. */
    public long sourceHigh;

    public long sourceLow;
    /** Upper half of the receiver's address, 0 for IPv4. */
    public long destinationHigh;

    public long destinationLow;
    /** IP protocol number of the transport part. */
    public int protocol;
    /** Start of the transport header. */
    public int transportOffset;
    /** Bytes captured from {@link #transportOffset}, without padding. */
    public int transportCaptured;
    /** Bytes the sender put there; more than captured if the frame was cut by a snap length. */
    public int transportOriginal;

    /** The connection the frame turned out to belong to, 0 if none. */
    public long connectionId;

    /** Begins a frame: {@code captured} bytes of {@code frame} from {@code start}, of {@code onTheWire}; returns this. */
    public Packet over(byte[] frame, int start, int newCaptured, int onTheWire) {
        this.array = frame;
        this.offset = start;
        this.captured = newCaptured;
        this.original = Math.max(newCaptured, onTheWire);
        return this;
    }

    /** Says when and on what kind of link; returns this. */
    public Packet seen(long nanos, LinkType on) {
        this.atNanos = nanos;
        this.link = on;
        return this;
    }

    /** Forgets what layers found in the frame before. */
    public void begin() {
        sourceMac = 0;
        destinationMac = 0;
        vlan = 0;
        etherType = 0;
        connectionId = 0;
        linkOnly = false;
    }

    /** Unsigned byte at an index of {@link #array}. */
    public int u8(int index) {
        return array[index] & 0xFF;
    }

    /** Unsigned 16-bit big-endian number. */
    public int u16(int index) {
        return (short) U16.get(array, index) & 0xFFFF;
    }

    /** 32 bits, big-endian. */
    public int i32(int index) {
        return (int) U32.get(array, index);
    }

    /** 64 bits, big-endian. */
    public long i64(int index) {
        return (long) U64.get(array, index);
    }

    /** 48 bits, big-endian. */
    public long u48(int index) {
        return ((long) u16(index) << 32) | (i32(index + 2) & 0xFFFF_FFFFL);
    }

    /** The sender's address as an object; not for every packet. */
    public Address source() {
        return linkOnly
                ? Address.mac(sourceLow)
                : ipv6 ? Address.ipv6(sourceHigh, sourceLow) : Address.ipv4((int) sourceLow);
    }

    /** The receiver's address as an object; not for every packet. */
    public Address destination() {
        return linkOnly
                ? Address.mac(destinationLow)
                : ipv6 ? Address.ipv6(destinationHigh, destinationLow) : Address.ipv4((int) destinationLow);
    }
}
