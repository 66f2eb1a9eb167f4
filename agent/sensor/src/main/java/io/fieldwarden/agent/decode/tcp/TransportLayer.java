package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;

/** Everything above IP: connections, their bytes in order, and the protocol sessions that read them. */
public final class TransportLayer implements PacketSink {
    private static final int TCP = 6;

    private final Interpreter interpreter;
    private final Reassembly reassembly;
    private final Conversations conversations;
    private final TcpLayer tcp;
    private final DatagramLayer datagrams;

    /** Asks {@code decoders} in their order what is spoken. */
    public TransportLayer(
            List<ProtocolDecoder> decoders,
            DecodeContext context,
            TcpLimits limits,
            Anomalies anomalies,
            RoomMeter meter) {
        this.interpreter = new Interpreter(decoders, context, limits, anomalies, meter);
        this.reassembly = new Reassembly(interpreter, limits.reassembling(), anomalies, meter);
        this.conversations = new Conversations(limits, interpreter, reassembly, context.observations(), meter);
        this.tcp = new TcpLayer(conversations, reassembly, limits, anomalies, meter);
        this.datagrams = new DatagramLayer(conversations, interpreter, anomalies, meter);
    }

    @Override
    public void packet(Packet packet) {
        if (packet.protocol == TCP) {
            tcp.packet(packet);
        } else {
            datagrams.packet(packet);
        }
    }

    /** Takes a frame that carries neither IP nor ARP. */
    public void frame(Packet packet) {
        datagrams.frame(packet);
    }

    /** A second of traffic time has passed: sessions are told, idle connections expire. */
    public void timePassed(long atNanos) {
        interpreter.timePassed(atNanos);
        conversations.expire(atNanos);
    }

    /** The traffic is over: every connection is, too. */
    public void close(long atNanos) {
        conversations.removeAll(atNanos);
    }

    /** Connections remembered. */
    public int connections() {
        return conversations.size();
    }

    /** Bytes held for streams out of order and for messages that are not complete. */
    public long bufferedBytes() {
        return reassembly.heldBytes() + interpreter.keptBytes();
    }
}
