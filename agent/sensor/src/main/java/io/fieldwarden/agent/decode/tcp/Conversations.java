package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import org.jspecify.annotations.Nullable;

/** All conversations that are remembered: opens, expires and ends them, and tells each change of state once. */
final class Conversations {
    private final FlowTable table;
    private final IdleList opening;
    private final IdleList established;
    private final IdleList datagrams;
    private final IdleList ended;
    private final Interpreter interpreter;
    private final Reassembly reassembly;
    private final ObservationSink observations;
    private final RoomMeter meter;
    private long lastId;

    /** Who opened a conversation, and whether that is certain. */
    enum Origin {
        SENDER,
        RECEIVER,
        SENDER_GUESSED,
        RECEIVER_GUESSED;

        boolean isReceiver() {
            return this == RECEIVER || this == RECEIVER_GUESSED;
        }

        boolean isGuessed() {
            return this == SENDER_GUESSED || this == RECEIVER_GUESSED;
        }
    }

    Conversations(
            TcpLimits limits,
            Interpreter interpreter,
            Reassembly reassembly,
            ObservationSink observations,
            RoomMeter meter) {
        this.table = new FlowTable(limits.connectionsMax());
        this.opening = new IdleList(limits.lifetimes().openingNanos());
        this.established = new IdleList(limits.lifetimes().establishedNanos());
        this.datagrams = new IdleList(limits.lifetimes().datagramNanos());
        this.ended = new IdleList(limits.lifetimes().endedNanos());
        this.interpreter = interpreter;
        this.reassembly = reassembly;
        this.observations = observations;
        this.meter = meter;
    }

    @Nullable
    Flow find(FlowKey key) {
        return table.find(key);
    }

    int size() {
        return table.size();
    }

    /** A new conversation between the ends of {@code packet}. */
    Connection connection(Packet packet, Transport transport, int sourcePort, int destinationPort, Origin origin) {
        Endpoint sender = new Endpoint(packet.source(), sourcePort, packet.sourceMac);
        Endpoint receiver = new Endpoint(packet.destination(), destinationPort, packet.destinationMac);
        Connection.Ends ends =
                origin.isReceiver() ? new Connection.Ends(receiver, sender) : new Connection.Ends(sender, receiver);
        return new Connection(
                ++lastId, transport, ends, packet.vlan, new Connection.Opening(packet.atNanos, origin.isGuessed()));
    }

    /** Remembers a new conversation and tells that it was opened. */
    void open(Flow flow, long atNanos) {
        if (table.isFull()) {
            makeRoom(atNanos);
        }
        table.add(flow);
        flow.lastNanos = atNanos;
        (flow instanceof TcpFlow ? opening : datagrams).add(flow, atNanos);
        tell(flow, Phase.OPENED, atNanos);
    }

    /** Notes traffic of a conversation. */
    void touch(Flow flow, long atNanos) {
        flow.lastNanos = atNanos;
        IdleList list = flow.list;
        if (list != null && !flow.ended) {
            list.touch(flow, atNanos);
        }
    }

    /** The responder accepted. */
    void establish(Flow flow, long atNanos) {
        if (flow.connection.established() || flow.ended) {
            return;
        }
        flow.connection.accepted();
        keep(flow, atNanos);
        tell(flow, Phase.ESTABLISHED, atNanos);
    }

    /** A TCP conversation that carries data is kept like an established one, though only one side may be visible. */
    void keep(Flow flow, long atNanos) {
        IdleList list = flow.list;
        if (list == opening) {
            list.remove(flow);
            established.add(flow, atNanos);
        }
    }

    /** It was closed or refused; stragglers are recognised as such for a while. */
    void end(Flow flow, Phase phase, long atNanos) {
        if (flow.ended) {
            return;
        }
        finish(flow, atNanos);
        flow.ended = true;
        IdleList list = flow.list;
        if (list != null) {
            list.remove(flow);
        }
        ended.add(flow, atNanos);
        tell(flow, phase, atNanos);
    }

    /** Forgets a conversation; one that did not end by itself is told as expired. */
    void remove(Flow flow, long atNanos) {
        IdleList list = flow.list;
        if (list != null) {
            list.remove(flow);
        }
        table.remove(flow);
        if (!flow.ended) {
            finish(flow, atNanos);
            flow.ended = true;
            tell(flow, Phase.EXPIRED, atNanos);
        }
    }

    /** Forgets what has been idle for longer than its lifetime. */
    void expire(long atNanos) {
        expire(ended, atNanos);
        expire(opening, atNanos);
        expire(datagrams, atNanos);
        expire(established, atNanos);
    }

    /** Forgets everything, the longest idle first. */
    void removeAll(long atNanos) {
        removeAll(ended, atNanos);
        removeAll(opening, atNanos);
        removeAll(datagrams, atNanos);
        removeAll(established, atNanos);
    }

    private void expire(IdleList list, long atNanos) {
        for (Flow flow = list.due(atNanos); flow != null; flow = list.due(atNanos)) {
            remove(flow, atNanos);
        }
    }

    private void removeAll(IdleList list, long atNanos) {
        for (Flow flow = list.oldest(); flow != null; flow = list.oldest()) {
            remove(flow, atNanos);
        }
    }

    /** What has ended goes first, then what nobody answered: a flood of SYNs pushes out itself. */
    private void makeRoom(long atNanos) {
        Flow victim = ended.oldest();
        if (victim == null) {
            victim = opening.oldest();
        }
        if (victim == null) {
            victim = longerIdle(datagrams.oldest(), established.oldest(), atNanos);
        }
        if (victim != null) {
            if (!victim.ended) {
                meter.dropped(1);
            }
            remove(victim, atNanos);
        }
    }

    /** The one that has used up more of its lifetime. */
    private @Nullable Flow longerIdle(@Nullable Flow datagram, @Nullable Flow tcp, long atNanos) {
        if (datagram == null || tcp == null) {
            return datagram == null ? tcp : datagram;
        }
        double byDatagram = (double) (atNanos - datagram.listedNanos) / datagrams.lifetimeNanos;
        double byTcp = (double) (atNanos - tcp.listedNanos) / established.lifetimeNanos;
        return byDatagram >= byTcp ? datagram : tcp;
    }

    private void finish(Flow flow, long atNanos) {
        if (flow instanceof TcpFlow tcp) {
            reassembly.finish(tcp, atNanos);
        }
        interpreter.close(flow, atNanos);
    }

    private void tell(Flow flow, Phase phase, long atNanos) {
        observations.observe(new ConnectionSeen(atNanos, flow.connection, phase));
    }
}
