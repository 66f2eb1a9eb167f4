package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipText;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** I/O data (transport class 0 and 1, Vol 2, 3-4): told when it begins, when it changes, and now and then. */
final class EnipIo {
    private static final int DATA = 18;

    private final Connection connection;
    private final CipFacts facts;
    private final EnipLinks links;
    private final EnipLimits limits;
    private final List<Producer> producers = new ArrayList<>(2);

    /** One direction of one CIP connection. */
    private static final class Producer {
        final int id;
        final Direction from;
        EnipLinks.@Nullable Link link;
        boolean toTarget;
        byte[] last = new byte[0];
        long toldNanos;
        boolean seen;

        Producer(int id, Direction from) {
            this.id = id;
            this.from = from;
        }
    }

    EnipIo(Connection connection, CipFacts facts, EnipLinks links, EnipLimits limits) {
        this.connection = connection;
        this.facts = facts;
        this.links = links;
        this.limits = limits;
    }

    /** A datagram that {@link EnipShape#io} is. */
    void datagram(Direction from, Window bytes, long atNanos) {
        int id = bytes.i32le(6);
        Producer producer = producer(id, from);
        boolean due = !producer.seen || atNanos - producer.toldNanos >= limits.heartbeatNanos();
        boolean named = due && producer.link == null && name(producer);
        if (!producer.seen || named) {
            begins(producer, bytes, atNanos);
        }
        int head = producer.link != null && producer.link.request().transportClass() == 1 ? 2 : 0;
        int at = DATA + head;
        int length = Math.min(bytes.length() - at, limits.ioBytes());
        if (length > 0 && (due || changed(producer, bytes, at, length))) {
            tell(producer, bytes, at, length, atNanos);
        }
        producer.seen = true;
    }

    private Producer producer(int id, Direction from) {
        for (int index = 0; index < producers.size(); index++) {
            Producer known = producers.get(index);
            if (known.id == id && known.from == from) {
                return known;
            }
        }
        if (producers.size() >= limits.producers()) {
            producers.removeFirst();
        }
        Producer added = new Producer(id, from);
        producers.add(added);
        return added;
    }

    /** Whether the opening of the connection was seen: the receiver is its target, or the sender is. */
    private boolean name(Producer producer) {
        producer.link =
                links.find(producer.id, connection.end(producer.from.opposite()).address(), true);
        producer.toTarget = producer.link != null;
        if (producer.link == null) {
            producer.link =
                    links.find(producer.id, connection.end(producer.from).address(), false);
        }
        return producer.link != null;
    }

    private void begins(Producer producer, Window bytes, long atNanos) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("connection_id", CipText.word32(producer.id)));
        attributes.add(new Attribute("sequence_number", Long.toString(bytes.i32le(10) & 0xFFFF_FFFFL)));
        attributes.add(new Attribute("data_length", Integer.toString(bytes.length() - DATA)));
        EnipLinks.Link link = producer.link;
        if (link != null) {
            attributes.add(new Attribute("direction", producer.toTarget ? "o_t" : "t_o"));
            attributes.add(new Attribute(
                    "transport_class", Integer.toString(link.request().transportClass())));
        }
        Operation operation = new Operation(
                "cip",
                -1,
                "io_data",
                producer.toTarget ? Access.WRITE : Access.PUBLISH,
                link == null ? "" : link.scope(),
                Points.named(space(producer)),
                attributes);
        facts.operation(producer.from, operation, Outcome.ONE_WAY, atNanos);
    }

    /** The assembly, or where its opening was not seen the connection. */
    private static String space(Producer producer) {
        String point = producer.link == null ? "" : producer.link.point(producer.toTarget);
        return point.isEmpty() ? "io/" + CipText.word32(producer.id) : point;
    }

    private static boolean changed(Producer producer, Window bytes, int at, int length) {
        int start = bytes.start() + at;
        return !Arrays.equals(producer.last, 0, producer.last.length, bytes.array(), start, start + length);
    }

    private void tell(Producer producer, Window bytes, int at, int length, long atNanos) {
        if (producer.last.length != length) {
            producer.last = new byte[length];
        }
        bytes.copy(at, producer.last, 0, length);
        producer.toldNanos = atNanos;
        double[] numbers = new double[length];
        for (int index = 0; index < length; index++) {
            numbers[index] = producer.last[index] & 0xFF;
        }
        ValueSeen.Way way = producer.toTarget ? ValueSeen.Way.WRITTEN : ValueSeen.Way.REPORTED;
        facts.values(way, new Points(space(producer), 0, length), new Values.Numbers(numbers), atNanos);
    }
}
