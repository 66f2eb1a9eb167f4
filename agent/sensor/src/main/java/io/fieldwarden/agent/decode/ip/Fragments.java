package io.fieldwarden.agent.decode.ip;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts fragments together (RFC 815 with a bitmap for its hole list). Where fragments overlap, what came first is kept for
 * IPv4; for IPv6 the datagram is discarded (RFC 5722).
 */
final class Fragments {
    private final IpLimits limits;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    /** In order of their first fragment, so that the oldest is the first. */
    private final Map<Key, PartialDatagram> partial = new LinkedHashMap<>();

    private int bytes;

    /** What fragments of one datagram have in common (RFC 791, 3.2; RFC 8200, 4.5), within one VLAN. */
    private record Key(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int identification,
            int protocol,
            int vlan) {}

    Fragments(IpLimits limits, Anomalies anomalies, RoomMeter meter) {
        this.limits = limits;
        this.anomalies = anomalies;
        this.meter = meter;
    }

    int bytes() {
        return bytes;
    }

    /** Takes a fragment; true if the datagram is whole now, and {@code packet} shows it. */
    boolean add(Packet packet, int identification, int offset, boolean more) {
        expire(packet.atNanos);
        int length = packet.transportOriginal;
        if (length == 0 || (more && length % 8 != 0)) {
            tell(packet, IpAnomaly.FRAGMENT_LENGTH, length);
            return false;
        }
        if (offset + length > PartialDatagram.BYTES_MAX) {
            tell(packet, IpAnomaly.FRAGMENT_OVER_64K, offset + length);
            return false;
        }
        if (packet.transportCaptured < length) {
            meter.dropped(1);
            return false;
        }
        Key key = key(packet, identification);
        PartialDatagram datagram = partial.get(key);
        if (datagram == null) {
            datagram = new PartialDatagram(packet.atNanos);
            partial.put(key, datagram);
            bytes += datagram.memoryBytes();
        }
        return put(packet, key, datagram, offset, more);
    }

    private boolean put(Packet packet, Key key, PartialDatagram datagram, int offset, boolean more) {
        int before = datagram.memoryBytes();
        PartialDatagram.Fit fit =
                datagram.put(packet.array, packet.transportOffset, packet.transportOriginal, offset, more);
        bytes += datagram.memoryBytes() - before;
        if (offset == 0) {
            datagram.protocol = packet.protocol;
        }
        switch (fit) {
            case FITS, REPEATED -> {}
            case OVERLAPS -> {
                tell(packet, IpAnomaly.FRAGMENT_OVERLAP, offset);
                if (packet.ipv6) {
                    remove(key, datagram);
                    return false;
                }
            }
            case END_CONFLICT -> {
                tell(packet, IpAnomaly.FRAGMENT_END_CONFLICT, offset + packet.transportOriginal);
                remove(key, datagram);
                return false;
            }
        }
        if (datagram.isComplete()) {
            remove(key, datagram);
            show(packet, datagram);
            return true;
        }
        if (datagram.fragments() >= limits.fragmentsMax()) {
            giveUp(key, datagram, packet.atNanos);
        }
        bound(packet.atNanos);
        return false;
    }

    private static void show(Packet packet, PartialDatagram datagram) {
        packet.array = datagram.bytes();
        packet.transportOffset = 0;
        packet.transportOriginal = datagram.length();
        packet.transportCaptured = datagram.length();
        packet.protocol = datagram.protocol;
    }

    /** Gives up what is older than the limit. */
    void expire(long atNanos) {
        while (!partial.isEmpty()) {
            Map.Entry<Key, PartialDatagram> oldest = oldest();
            if (atNanos - oldest.getValue().bornNanos < limits.fragmentAgeNanosMax()) {
                return;
            }
            giveUp(oldest.getKey(), oldest.getValue(), atNanos);
        }
    }

    /** Gives up everything. */
    void close(long atNanos) {
        while (!partial.isEmpty()) {
            Map.Entry<Key, PartialDatagram> oldest = oldest();
            giveUp(oldest.getKey(), oldest.getValue(), atNanos);
        }
    }

    private void bound(long atNanos) {
        while (partial.size() > limits.datagramsMax() || bytes > limits.fragmentBytesMax()) {
            Map.Entry<Key, PartialDatagram> oldest = oldest();
            giveUp(oldest.getKey(), oldest.getValue(), atNanos);
        }
    }

    private Map.Entry<Key, PartialDatagram> oldest() {
        Iterator<Map.Entry<Key, PartialDatagram>> entries = partial.entrySet().iterator();
        return entries.next();
    }

    private void giveUp(Key key, PartialDatagram datagram, long atNanos) {
        remove(key, datagram);
        meter.dropped(datagram.fragments());
        if (anomalies.admit(IpAnomaly.FRAGMENTS_INCOMPLETE, atNanos)) {
            String detail = datagram.fragments() + " fragments of datagram " + (key.identification & 0xFFFF_FFFFL)
                    + ", born " + (atNanos - datagram.bornNanos) / 1_000_000 + " ms ago";
            anomalies.tell(IpAnomaly.FRAGMENTS_INCOMPLETE, null, atNanos, detail);
        }
    }

    private void remove(Key key, PartialDatagram datagram) {
        if (partial.remove(key) != null) {
            bytes -= datagram.memoryBytes();
        }
    }

    /** In IPv6 the protocol is what the first fragment says and does not tell datagrams apart. */
    private static Key key(Packet packet, int identification) {
        return new Key(
                packet.sourceHigh,
                packet.sourceLow,
                packet.destinationHigh,
                packet.destinationLow,
                identification,
                packet.ipv6 ? -1 : packet.protocol,
                packet.vlan);
    }

    private void tell(Packet packet, IpAnomaly anomaly, int found) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            String detail = packet.source() + " > " + packet.destination() + ": found " + found + " in a fragment of "
                    + packet.transportOriginal + " bytes";
            anomalies.tell(anomaly, null, packet.atNanos, detail);
        }
    }
}
