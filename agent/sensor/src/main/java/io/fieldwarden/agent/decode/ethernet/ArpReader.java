package io.fieldwarden.agent.decode.ethernet;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ARP (RFC 826): tells which hardware address speaks for an IPv4 address when that is new or has changed. Requests,
 * replies and gratuitous announcements all count, because receivers believe all of them. Also tells who asks for whom.
 */
public final class ArpReader implements PacketSink {
    private static final int MESSAGE_BYTES = 28;
    /** Hardware type Ethernet, protocol type IPv4. */
    private static final int ETHERNET_IPV4 = 0x0001_0800;
    /** Address sizes 6 and 4. */
    private static final int SIZES = 0x0604;

    private static final int REQUEST = 1;
    private static final long ASKED = 1;

    private final Bindings bindings;
    private final Bindings questions;
    private final ObservationSink observations;
    private final Anomalies anomalies;
    private final RoomMeter meter;

    /** Remembers at most {@link EthernetLimits#bindingsMax} bindings. */
    public ArpReader(EthernetLimits limits, ObservationSink observations, Anomalies anomalies, RoomMeter meter) {
        this.bindings = new Bindings(limits.bindingsMax());
        this.questions = new Bindings(limits.bindingsMax());
        this.observations = observations;
        this.anomalies = anomalies;
        this.meter = meter;
    }

    @Override
    public void packet(Packet packet) {
        int at = packet.networkOffset;
        if (packet.networkCaptured < MESSAGE_BYTES) {
            cut(packet);
            return;
        }
        if (packet.i32(at) != ETHERNET_IPV4 || packet.u16(at + 4) != SIZES) {
            tell(packet, EthernetAnomaly.ARP_MALFORMED, "types or address sizes are not those of Ethernet and IPv4");
            return;
        }
        long mac = packet.u48(at + 8);
        int ip = packet.i32(at + 14);
        if (ip == 0) {
            return; // a probe (RFC 5227): asks for an address without claiming one
        }
        if (Address.ipv4(ip).isGroup() || Address.mac(mac).isGroup()) {
            tell(packet, EthernetAnomaly.ARP_GROUP_SENDER, Address.ipv4(ip) + " is at " + Address.macText(mac));
            return;
        }
        if (packet.sourceMac != 0 && packet.sourceMac != mac) {
            tell(
                    packet,
                    EthernetAnomaly.ARP_SENDER_MISMATCH,
                    "frame from " + Address.macText(packet.sourceMac) + " says " + Address.ipv4(ip) + " is at "
                            + Address.macText(mac));
        }
        learn(packet, ip, mac);
        if (packet.u16(at + 6) == REQUEST) {
            asked(packet, ip, mac);
        }
    }

    /** Who asks for whom, told once while it is remembered: on its own segment a sweep shows itself in nothing else. */
    private void asked(Packet packet, int ip, long mac) {
        int target = packet.i32(packet.networkOffset + 24);
        if (target == ip || target == 0 || Address.ipv4(target).isGroup()) {
            return; // gratuitous, or for nobody
        }
        long pair = (((long) ip << 32) | (target & 0xFFFF_FFFFL)) & Long.MAX_VALUE; // never negative
        if (questions.put(pair, ASKED) != Bindings.NONE) {
            return;
        }
        Endpoint asker = new Endpoint(Address.ipv4(ip), 0, mac);
        Endpoint wanted = new Endpoint(Address.ipv4(target), 0, Endpoint.NO_MAC);
        Connection connection = new Connection(
                0,
                Transport.LINK,
                new Connection.Ends(asker, wanted),
                packet.vlan,
                new Connection.Opening(packet.atNanos, false));
        connection.recognised("arp");
        observations.observe(new ConnectionSeen(packet.atNanos, connection, ConnectionSeen.Phase.OPENED));
    }

    private void learn(Packet packet, int ip, long mac) {
        long before = bindings.put(((long) packet.vlan << 32) | (ip & 0xFFFF_FFFFL), mac);
        if (before == mac) {
            return;
        }
        List<Attribute> facts = new ArrayList<>(2);
        facts.add(new Attribute("mac", Address.macText(mac)));
        if (before != Bindings.NONE) {
            facts.add(new Attribute("previous_mac", Address.macText(before)));
        }
        Asset asset = new Asset(Address.ipv4(ip), mac);
        observations.observe(new IdentitySeen(packet.atNanos, null, asset, "arp", facts));
    }

    private void cut(Packet packet) {
        if (packet.networkOriginal >= MESSAGE_BYTES) {
            meter.dropped(1);
        } else {
            tell(packet, EthernetAnomaly.ARP_MALFORMED, "found " + packet.networkOriginal + " bytes, expected 28");
        }
    }

    private void tell(Packet packet, EthernetAnomaly anomaly, String detail) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            anomalies.tell(anomaly, null, packet.atNanos, detail);
        }
    }
}
