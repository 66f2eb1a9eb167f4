package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.tcp.Conversations.Origin;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;

/** Conversations without a handshake: UDP (RFC 768), ICMP, and whatever else runs over IP. */
final class DatagramLayer implements PacketSink {
    static final int ICMP = 1;
    static final int UDP = 17;
    static final int ICMPV6 = 58;

    private static final int UDP_HEADER = 8;
    private static final int ICMP_HEADER = 8;

    private final Conversations conversations;
    private final Interpreter interpreter;
    private final IcmpErrors errors;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private final FlowKey key = new FlowKey();
    private final Window payload = new Window();

    DatagramLayer(Conversations conversations, Interpreter interpreter, Anomalies anomalies, RoomMeter meter) {
        this.conversations = conversations;
        this.interpreter = interpreter;
        this.errors = new IcmpErrors(conversations);
        this.anomalies = anomalies;
        this.meter = meter;
    }

    @Override
    public void packet(Packet packet) {
        switch (packet.protocol) {
            case UDP -> udp(packet);
            case ICMP, ICMPV6 -> icmp(packet);
            default -> conversation(packet, Transport.IP, 0, 0, Origin.SENDER);
        }
    }

    private void udp(Packet packet) {
        if (!has(packet, UDP_HEADER)) {
            return;
        }
        int at = packet.transportOffset;
        int length = packet.u16(at + 4);
        if (length == 0) {
            length = packet.transportOriginal; // segmentation offload, or a jumbogram (RFC 2675)
        }
        if (length < UDP_HEADER || length > packet.transportOriginal) {
            tell(packet, TcpAnomaly.DATAGRAM_LENGTH, length);
            return;
        }
        int source = packet.u16(at);
        int destination = packet.u16(at + 2);
        Origin origin = Roles.answers(source, destination) ? Origin.RECEIVER_GUESSED : Origin.SENDER;
        Flow flow = conversation(packet, Transport.UDP, source, destination, origin);
        int captured = Math.min(length, packet.transportCaptured) - UDP_HEADER;
        if (captured <= 0 || flow.ended) {
            return;
        }
        Direction from = flow.direction(key);
        if (captured < length - UDP_HEADER) {
            meter.dropped(1);
            interpreter.gap(flow, from, length - UDP_HEADER, packet.atNanos);
        } else if (interpreter.wants(flow, from)) {
            interpreter.datagram(flow, from, payload.over(packet.array, at + UDP_HEADER, captured), packet.atNanos);
        }
    }

    /** A frame without IP: its EtherType stands for the port on both sides. */
    void frame(Packet packet) {
        if (!interpreter.over(Transport.LINK)) {
            return;
        }
        packet.linkOnly = true;
        packet.ipv6 = false;
        packet.protocol = 0;
        packet.sourceHigh = 0;
        packet.sourceLow = packet.sourceMac;
        packet.destinationHigh = 0;
        packet.destinationLow = packet.destinationMac;
        Flow flow = conversation(packet, Transport.LINK, packet.etherType, packet.etherType, Origin.SENDER);
        Direction from = flow.direction(key);
        if (packet.networkCaptured <= 0 || flow.ended || !interpreter.wants(flow, from)) {
            return;
        }
        if (packet.networkCaptured < packet.networkOriginal) {
            meter.dropped(1);
            interpreter.gap(flow, from, packet.networkOriginal, packet.atNanos);
            return;
        }
        payload.over(packet.array, packet.networkOffset, packet.networkCaptured);
        interpreter.datagram(flow, from, payload, packet.atNanos);
    }

    private void icmp(Packet packet) {
        if (!has(packet, ICMP_HEADER)) {
            return;
        }
        if (errors.isError(packet)) {
            errors.packet(packet);
            return;
        }
        int type = packet.u8(packet.transportOffset);
        boolean reply = type == (packet.protocol == ICMP ? 0 : 129);
        conversation(packet, Transport.ICMP, 0, 0, reply ? Origin.RECEIVER_GUESSED : Origin.SENDER);
    }

    /** Finds or opens the conversation of a packet, and notes that it was answered. */
    private Flow conversation(Packet packet, Transport transport, int source, int destination, Origin origin) {
        Flow flow = conversations.find(key.of(packet, source, destination));
        if (flow == null) {
            Connection connection = conversations.connection(packet, transport, source, destination, origin);
            flow = new Flow(key, connection, key.swapped != origin.isReceiver());
            conversations.open(flow, packet.atNanos);
        }
        packet.connectionId = flow.connection.id();
        flow.connection.carried(packet.transportOriginal);
        conversations.touch(flow, packet.atNanos);
        if (flow.direction(key) == Direction.FROM_RESPONDER) {
            conversations.establish(flow, packet.atNanos);
        }
        return flow;
    }

    private boolean has(Packet packet, int header) {
        if (packet.transportCaptured >= header) {
            return true;
        }
        if (packet.transportOriginal >= header) {
            meter.dropped(1);
        } else {
            tell(packet, TcpAnomaly.SEGMENT_TOO_SHORT, packet.transportOriginal);
        }
        return false;
    }

    private void tell(Packet packet, TcpAnomaly anomaly, int found) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            String detail = packet.source() + " > " + packet.destination() + ": found " + found + " in "
                    + packet.transportOriginal + " bytes";
            anomalies.tell(anomaly, null, packet.atNanos, detail);
        }
    }
}
