package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what datagrams of V3 say, and pairs services with their answers. */
final class CodesysMessages {
    private static final int PLAIN = 0xCD55;
    private static final int SECURE = 0x7557;
    private static final int SERVICE_HEADER = 20;
    private static final int SERVICE_HEADER_SIZE = 16;
    private static final int OPEN_KEY = -1;
    private static final int OPERATIONS_MAX = 1024;

    private final Connection connection;
    private final ObservationSink observations;
    private final CodesysLimits limits;
    private final Map<Integer, Operation> operations;
    private final Deque<Open> open = new ArrayDeque<>(2);
    private final Map<Endpoint, List<Attribute>> identified = new LinkedHashMap<>();
    private final CodesysDatagram datagram = new CodesysDatagram();
    private long atNanos;
    private int findings;

    /** A request without its answer. */
    private record Open(Direction from, long atNanos, int channel, int key, Operation operation) {}

    CodesysMessages(
            Connection connection,
            ObservationSink observations,
            CodesysLimits limits,
            Map<Integer, Operation> operations) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
        this.operations = operations;
    }

    /** Takes one datagram of the router from {@code at} to {@code end}. */
    void datagram(Direction from, Window bytes, int at, int end, long now) {
        atNanos = now;
        findings = 0;
        expire(now);
        if (end - at < CodesysDatagram.HEADER || bytes.u8(at) != CodesysDatagram.MAGIC) {
            found(CodesysAnomaly.BAD_MAGIC, (end - at) + " bytes that are no datagram, expected 0xc5 first");
            return;
        }
        if (!datagram.read(bytes, at, end)) {
            found(CodesysAnomaly.TRUNCATED_HEADER, "header of " + (datagram.payload - at) + " of " + (end - at));
            return;
        }
        int payload = datagram.payload;
        switch (datagram.service) {
            case CodesysDatagram.ADDRESS_REQUEST -> oneWay(from, "address_notification_request", Access.SESSION);
            case CodesysDatagram.ADDRESS_RESPONSE -> oneWay(from, "address_notification_response", Access.SESSION);
            case CodesysDatagram.NAME_REQUEST, CodesysDatagram.NAME_RESPONSE -> names(from, bytes, payload, end);
            case CodesysDatagram.CHANNEL -> channel(from, bytes, payload, end);
            default -> found(CodesysAnomaly.UNKNOWN_DATAGRAM_SERVICE, "datagram service " + datagram.service);
        }
    }

    void found(CodesysAnomaly anomaly, String detail) {
        if (findings++ < limits.findingsMax()) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    /** Tells a broken rule of the stream. */
    void found(CodesysAnomaly anomaly, String detail, long now) {
        atNanos = now;
        findings = 0;
        found(anomaly, detail);
    }

    private void oneWay(Direction from, String name, Access access) {
        tell(from, atNanos, operation(datagram.service, name, access), Outcome.ONE_WAY);
    }

    private void tell(Direction from, long at, Operation operation, Outcome outcome) {
        observations.observe(new OperationSeen(at, connection, from, operation, outcome));
    }

    /** An operation without fields, built once. */
    private Operation operation(int code, String name, Access access) {
        int key = name.hashCode();
        Operation kept = operations.get(key);
        if (kept != null && kept.name().equals(name)) {
            return kept;
        }
        Operation made = new Operation(CodesysDecoder.PROTOCOL, code, name, access, "", null, List.of());
        keep(key, made);
        return made;
    }

    private void keep(int key, Operation operation) {
        if (operations.size() >= OPERATIONS_MAX) {
            operations.clear();
        }
        operations.put(key, operation);
    }

    private void names(Direction from, Window bytes, int at, int end) {
        if (end - at < CodesysNodeInfo.HEAD) {
            found(CodesysAnomaly.BAD_NODE_INFO, "package of " + (end - at) + " bytes, expected 8 or more");
            return;
        }
        int type = bytes.u16le(at);
        tell(from, atNanos, operation(type, CodesysNames.name(type), Access.IDENTIFY), Outcome.ONE_WAY);
        if (type != CodesysNames.NODE_INFO) {
            return;
        }
        List<Attribute> facts = CodesysNodeInfo.read(bytes, at, end, limits.textCharsMax());
        if (facts.isEmpty()) {
            found(CodesysAnomaly.BAD_NODE_INFO, "names of a node reach beyond its " + (end - at) + " bytes");
        } else {
            identify(from, facts);
        }
    }

    private void identify(Direction from, List<Attribute> facts) {
        Endpoint node = connection.end(from);
        if (facts.equals(identified.get(node))) {
            return;
        }
        if (identified.size() >= limits.identitiesMax()) {
            identified.clear();
        }
        identified.put(node, facts);
        Asset asset = new Asset(node.address(), node.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, CodesysDecoder.PROTOCOL, facts));
    }

    private void channel(Direction from, Window bytes, int at, int end) {
        int command = at < end ? bytes.u8(at) : 0;
        switch (command) {
            case CodesysChannel.BLOCK -> block(from, bytes, at, end);
            case CodesysChannel.OPEN_REQUEST ->
                ask(from, 0, OPEN_KEY, operation(command, "open_channel", Access.SESSION));
            case CodesysChannel.OPEN_RESPONSE -> {
                int reason = end - at >= 14 ? bytes.u16le(at + 12) : 0;
                Outcome outcome = reason == 0 ? Outcome.SUCCEEDED : Outcome.refused(reason, "reason_" + reason);
                answer(from, 0, OPEN_KEY, operation(command, "open_channel", Access.SESSION), outcome);
            }
            case CodesysChannel.CLOSE ->
                tell(from, atNanos, operation(command, "close_channel", Access.SESSION), Outcome.ONE_WAY);
            case CodesysChannel.INFO_REQUEST ->
                tell(from, atNanos, operation(command, "get_channel_info", Access.IDENTIFY), Outcome.ONE_WAY);
            case CodesysChannel.ACKNOWLEDGE, CodesysChannel.KEEP_ALIVE, CodesysChannel.INFO_RESPONSE -> {
                // keeps the channel going
            }
            default -> found(CodesysAnomaly.UNKNOWN_CHANNEL_COMMAND, String.format("channel command 0x%02x", command));
        }
    }

    /** The first block of a message shows its service; the rest is its data. */
    private void block(Direction from, Window bytes, int at, int end) {
        int service = at + CodesysChannel.BLOCK_HEADER + CodesysChannel.MESSAGE_HEADER;
        if (end - at < CodesysChannel.BLOCK_HEADER || (bytes.u8(at + 1) & CodesysChannel.FIRST) == 0) {
            return;
        }
        if (end - service < SERVICE_HEADER) {
            found(CodesysAnomaly.BAD_SERVICE_HEADER, (end - service) + " bytes of a service, expected 20 or more");
            return;
        }
        int protocol = bytes.u16le(service);
        int header = bytes.u16le(service + 2);
        if ((protocol != PLAIN && protocol != SECURE) || header < SERVICE_HEADER_SIZE - 4) {
            String detail = String.format("service protocol 0x%04x with a header of %d", protocol, header);
            found(CodesysAnomaly.BAD_SERVICE_HEADER, detail);
            return;
        }
        int channel = bytes.u16le(at + 2);
        int group = bytes.u16le(service + 4) & ~CodesysServices.ANSWER;
        int number = bytes.u16le(service + 6);
        Operation operation = service(group, number, protocol == SECURE);
        if ((bytes.u16le(service + 4) & CodesysServices.ANSWER) == 0) {
            ask(from, channel, group << 16 | number, operation);
        } else {
            answer(from, channel, group << 16 | number, operation, Outcome.SUCCEEDED);
        }
    }

    private Operation service(int group, int number, boolean secure) {
        int key = (group << 16 | number) * 2 + (secure ? 1 : 0);
        Operation kept = operations.get(key);
        String groupName = Integer.toString(group);
        if (kept != null
                && kept.code() == number
                && kept.attribute("service_group").equals(groupName)) {
            return kept;
        }
        CodesysServices.Service service = CodesysServices.find(group, number);
        Operation made = new Operation(
                CodesysDecoder.PROTOCOL,
                number,
                service.name(),
                service.access(),
                "",
                null,
                List.of(
                        new Attribute("service_group", groupName),
                        new Attribute("service_id", Integer.toString(number)),
                        new Attribute("protocol_id", secure ? "0x7557" : "0xcd55")));
        keep(key, made);
        return made;
    }

    private void ask(Direction from, int channel, int key, Operation operation) {
        if (open.size() >= limits.openMax()) {
            found(CodesysAnomaly.TOO_MANY_OPEN, (open.size() + 1) + " requests open, expected at most " + open.size());
            unanswered(open.removeFirst());
        }
        open.addLast(new Open(from, atNanos, channel, key, operation));
    }

    private void answer(Direction from, int channel, int key, Operation operation, Outcome outcome) {
        Open asked = take(from.opposite(), channel, key);
        if (asked == null) {
            tell(
                    from.opposite(),
                    atNanos,
                    operation,
                    new Outcome(Outcome.Kind.ONE_WAY, outcome.code(), outcome.name()));
        } else {
            tell(asked.from(), asked.atNanos(), asked.operation(), outcome);
        }
    }

    private @Nullable Open take(Direction from, int channel, int key) {
        for (Iterator<Open> all = open.iterator(); all.hasNext(); ) {
            Open asked = all.next();
            if (asked.from() == from && asked.channel() == channel && asked.key() == key) {
                all.remove();
                return asked;
            }
        }
        return null;
    }

    private void unanswered(Open asked) {
        tell(asked.from(), asked.atNanos(), asked.operation(), Outcome.UNANSWERED);
    }

    void expire(long now) {
        while (!open.isEmpty() && now - open.getFirst().atNanos() > limits.answerNanosMax()) {
            unanswered(open.removeFirst());
        }
    }

    void close() {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }
}
