package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests awaiting their answer, by who asked and packet identifier (2.2.1); bounded, the oldest goes first. */
final class MqttInFlight {

    /** A request under way. */
    static final class Request {
        final Direction from;
        final long atNanos;
        final MqttPacket packet;
        /** What to tell of a PUBLISH; SUBSCRIBE and UNSUBSCRIBE are told from their packet. */
        final @Nullable Operation operation;

        MqttPacketType awaited;
        /** Whether its outcome was told: with QoS 2 the flow goes on, after a timeout the answer may still come. */
        boolean told;

        Request(
                Direction from,
                long atNanos,
                MqttPacket packet,
                @Nullable Operation operation,
                MqttPacketType awaited) {
            this.from = from;
            this.atNanos = atNanos;
            this.packet = packet;
            this.operation = operation;
            this.awaited = awaited;
        }

        /** Whether its packet identifier is taken: unanswered, or in the later half of QoS 2 (4.3.3). */
        boolean underWay() {
            return !told || awaited == MqttPacketType.PUBREL || awaited == MqttPacketType.PUBCOMP;
        }
    }

    private final int most;
    /** Made with the first request: most clients that come for one message ask nothing. */
    private Map<Direction, LinkedHashMap<Integer, Request>> byAsker = Map.of();

    private long earliestNanos = Long.MAX_VALUE;

    MqttInFlight(int most) {
        this.most = most;
    }

    /** Remembers a request in place of a former one; answers the oldest if that had to go for it. */
    @Nullable
    Request put(int packetId, Request request) {
        if (byAsker.isEmpty()) {
            byAsker = new EnumMap<>(Direction.class);
        }
        LinkedHashMap<Integer, Request> requests = byAsker.computeIfAbsent(request.from, from -> new LinkedHashMap<>());
        earliestNanos = Math.min(earliestNanos, request.atNanos);
        requests.remove(packetId); // so that it counts as the newest
        requests.put(packetId, request);
        return requests.size() > most ? requests.pollFirstEntry().getValue() : null;
    }

    @Nullable
    Request find(Direction asker, int packetId) {
        LinkedHashMap<Integer, Request> requests = byAsker.get(asker);
        return requests == null ? null : requests.get(packetId);
    }

    void remove(Direction asker, int packetId) {
        LinkedHashMap<Integer, Request> requests = byAsker.get(asker);
        if (requests != null) {
            requests.remove(packetId);
        }
    }

    /** Hands over requests asked before {@code limitNanos} that were not told yet, oldest first. */
    void overdue(long limitNanos, Consumer<Request> late) {
        if (earliestNanos >= limitNanos) {
            return;
        }
        earliestNanos = Long.MAX_VALUE;
        for (LinkedHashMap<Integer, Request> requests : byAsker.values()) {
            for (Request request : requests.values()) {
                if (request.told) {
                    continue;
                }
                if (request.atNanos < limitNanos) {
                    late.accept(request);
                } else {
                    earliestNanos = Math.min(earliestNanos, request.atNanos);
                }
            }
        }
    }

    /** Hands over all that were not told, and forgets everything. */
    void drain(Consumer<Request> late) {
        overdue(Long.MAX_VALUE, late);
        byAsker = Map.of();
    }
}
