package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Anomalies;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.PacketSink;
import io.fieldwarden.agent.decode.tcp.Conversations.Origin;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import org.jspecify.annotations.Nullable;

/** Follows TCP connections (RFC 9293) as somebody who only listens: handshake, payload, FIN and RST. */
final class TcpLayer implements PacketSink {
    private final Conversations conversations;
    private final Reassembly reassembly;
    private final Anomalies anomalies;
    private final RoomMeter meter;
    private final int windowBytesMax;
    private final FlowKey key = new FlowKey();
    private final Segment segment = new Segment();

    TcpLayer(
            Conversations conversations,
            Reassembly reassembly,
            TcpLimits limits,
            Anomalies anomalies,
            RoomMeter meter) {
        this.conversations = conversations;
        this.reassembly = reassembly;
        this.anomalies = anomalies;
        this.meter = meter;
        this.windowBytesMax = limits.reassembling().windowBytesMax();
    }

    @Override
    public void packet(Packet packet) {
        if (!read(packet)) {
            return;
        }
        TcpFlow flow = (TcpFlow) conversations.find(key.of(packet, segment.sourcePort, segment.destinationPort));
        if (flow != null && segment.has(Segment.SYN) && supersedes(flow, flow.direction(key), packet.atNanos)) {
            flow = null;
        }
        if (flow == null) {
            flow = open(packet);
        }
        if (flow != null) {
            packet.connectionId = flow.connection.id();
            flow.connection.carried(packet.transportOriginal);
            if (!flow.ended) {
                conversations.touch(flow, packet.atNanos);
                follow(flow, flow.direction(key), packet.atNanos);
            }
        }
    }

    private boolean read(Packet packet) {
        if (packet.transportCaptured < Segment.HEADER_MIN) {
            if (packet.transportOriginal >= Segment.HEADER_MIN) {
                meter.dropped(1);
            } else {
                tell(packet, TcpAnomaly.SEGMENT_TOO_SHORT, packet.transportOriginal);
            }
            return false;
        }
        int header = Segment.headerLength(packet);
        if (header < Segment.HEADER_MIN || header > packet.transportOriginal) {
            tell(packet, TcpAnomaly.HEADER_LENGTH, header);
            return false;
        }
        segment.read(packet, header);
        if (segment.isImpossible()) {
            tell(packet, TcpAnomaly.FLAGS_IMPOSSIBLE, segment.flags);
            return false;
        }
        return true;
    }

    /** Whether a SYN begins a new connection on the ports of an old one, which is then forgotten. */
    private boolean supersedes(TcpFlow flow, Direction from, long atNanos) {
        boolean answer = segment.has(Segment.ACK);
        if (answer) {
            boolean accepted = flow.reopening && segment.acknowledgement == flow.reopeningSequence + 1;
            if (accepted) {
                conversations.remove(flow, atNanos);
            }
            return accepted;
        }
        Stream mine = flow.stream(from);
        if (mine.synSeen && mine.initial == segment.sequence) {
            return false; // sent again
        }
        if (flow.ended || (!flow.connection.established() && mine.synSeen)) {
            conversations.remove(flow, atNanos);
            return true;
        }
        if (!flow.connection.established() && !flow.connection.midstream()) {
            return false; // both sides open at the same time (RFC 9293, 3.5)
        }
        // It may be forged, or the sender was restarted and the receiver does not know yet: the answer decides.
        flow.reopening = true;
        flow.reopeningSequence = segment.sequence;
        return false;
    }

    private @Nullable TcpFlow open(Packet packet) {
        if (segment.has(Segment.RST)) {
            return null; // the end of something that was not seen
        }
        Origin origin = origin();
        Connection connection =
                conversations.connection(packet, Transport.TCP, segment.sourcePort, segment.destinationPort, origin);
        TcpFlow flow = new TcpFlow(key, connection, key.swapped != origin.isReceiver());
        conversations.open(flow, packet.atNanos);
        return flow;
    }

    private Origin origin() {
        if (segment.has(Segment.SYN)) {
            return segment.has(Segment.ACK) ? Origin.RECEIVER : Origin.SENDER;
        }
        boolean byReceiver = Roles.receiverOpened(segment.sourcePort, segment.destinationPort);
        return byReceiver ? Origin.RECEIVER_GUESSED : Origin.SENDER_GUESSED;
    }

    private void follow(TcpFlow flow, Direction from, long atNanos) {
        Stream mine = flow.stream(from);
        Stream theirs = flow.stream(from.opposite());
        if (segment.has(Segment.RST)) {
            reset(flow, mine, theirs, atNanos);
            return;
        }
        if (segment.has(Segment.SYN)) {
            if (mine.synced && mine.initial != segment.sequence) {
                return; // not of this connection
            }
            synchronise(mine, atNanos);
        }
        if (segment.has(Segment.ACK)) {
            acknowledge(flow, from.opposite(), theirs, atNanos);
        }
        if (segment.original > 0) {
            reassembly.payload(flow, from, segment, atNanos);
        }
        if (segment.has(Segment.FIN) && !mine.finSeen && isBelievable(mine, segment.payloadEnd())) {
            mine.finSeen = true;
            mine.finAt = segment.payloadEnd();
            if (!mine.synced) {
                mine.synced = true;
                mine.next = mine.finAt;
            }
        }
        progress(flow, from, mine, theirs, atNanos);
    }

    private void synchronise(Stream mine, long atNanos) {
        if (!mine.synced) {
            mine.synSeen = true;
            mine.initial = segment.sequence;
            mine.synced = true;
            mine.next = segment.sequence + 1;
            mine.progressNanos = atNanos;
        }
    }

    private void acknowledge(TcpFlow flow, Direction sender, Stream theirs, long atNanos) {
        int acknowledged = segment.acknowledgement;
        if (theirs.synced && !isBelievable(theirs, acknowledged)) {
            return;
        }
        if (theirs.wasAcknowledged && acknowledged - theirs.acknowledged <= 0) {
            return;
        }
        theirs.acknowledged = acknowledged;
        theirs.wasAcknowledged = true;
        if (theirs.held != null) {
            reassembly.acknowledged(flow, sender, atNanos);
        }
        if (theirs.finSeen && !theirs.finished && acknowledged - theirs.finAt > 0) {
            reassembly.giveUpTo(flow, sender, theirs.finAt, atNanos);
        }
    }

    /** Establishes and closes. */
    private void progress(TcpFlow flow, Direction from, Stream mine, Stream theirs, long atNanos) {
        Connection connection = flow.connection;
        if (!connection.established()) {
            boolean shaken = from == Direction.FROM_ORIGINATOR
                    && theirs.synSeen
                    && theirs.wasAcknowledged
                    && theirs.acknowledged - theirs.initial > 0;
            if (shaken || (mine.spoke && theirs.spoke)) {
                conversations.establish(flow, atNanos);
            } else if (mine.spoke) {
                conversations.keep(flow, atNanos);
            }
        }
        finish(mine);
        finish(theirs);
        if (mine.finished && theirs.finished) {
            conversations.end(flow, Phase.CLOSED, atNanos);
        }
    }

    private static void finish(Stream stream) {
        if (stream.finSeen && !stream.finished && stream.next - stream.finAt >= 0) {
            stream.finished = true;
            stream.next = stream.finAt + 1;
        }
    }

    /** A reset counts only where the receiver would believe it (RFC 5961, 3.2). */
    private void reset(TcpFlow flow, Stream mine, Stream theirs, long atNanos) {
        boolean opening = !flow.connection.established() && theirs.synSeen && !mine.spoke && !mine.synSeen;
        boolean believed;
        if (opening && segment.has(Segment.ACK)) {
            believed = segment.acknowledgement - theirs.initial > 0 && segment.acknowledgement - theirs.next <= 0;
        } else {
            int sequence = segment.sequence;
            believed = (!mine.synced && !mine.wasAcknowledged)
                    || (mine.synced && sequence == mine.next)
                    || (mine.wasAcknowledged && sequence == mine.acknowledged);
        }
        if (believed) {
            boolean refused = opening && !flow.connection.midstream();
            conversations.end(flow, refused ? Phase.REFUSED : Phase.CLOSED, atNanos);
        } else if (anomalies.admit(TcpAnomaly.RESET_OUTSIDE_WINDOW, atNanos)) {
            String detail =
                    "found sequence " + (segment.sequence & 0xFFFF_FFFFL) + ", expected " + (mine.next & 0xFFFF_FFFFL);
            anomalies.tell(TcpAnomaly.RESET_OUTSIDE_WINDOW, flow.connection, atNanos, detail);
        }
    }

    private boolean isBelievable(Stream stream, int sequence) {
        return !stream.synced || Math.abs((long) (sequence - stream.next)) <= windowBytesMax;
    }

    private void tell(Packet packet, TcpAnomaly anomaly, int found) {
        if (anomalies.admit(anomaly, packet.atNanos)) {
            String detail = packet.source() + " > " + packet.destination() + ": found " + found + " in "
                    + packet.transportOriginal + " bytes";
            anomalies.tell(anomaly, null, packet.atNanos, detail);
        }
    }
}
