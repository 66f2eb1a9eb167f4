package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that await their answer, of all connections of a lane: devices answer from another port, which is another connection.
 * Activity and sequence number bring both together (DCE 1.1 RPC, 12.5.2.5). Bounded.
 */
final class CmCalls {
    record Key(long activityHigh, long activityLow, int sequence) {}

    record Written(String point, String text) {}

    /**
     * @param facts of the connection that asked
     * @param index of the first record, -1 if there is none
     */
    record Call(LinkFacts facts, Direction from, Operation operation, int index, List<Written> written, long atNanos) {}

    private static final class Pieces {
        byte[] bytes = new byte[0];
        int next;
        long atNanos;
    }

    private record PieceKey(Key call, boolean answer) {}

    private final ProfinetLimits limits;
    private final Map<Key, Call> open = new LinkedHashMap<>();
    private final Map<PieceKey, Pieces> pieces = new LinkedHashMap<>();

    CmCalls(ProfinetLimits limits) {
        this.limits = limits;
    }

    /** Remembers a call; false if the oldest had to be told as unanswered to make room. */
    boolean add(Key key, Call call) {
        Call same = open.remove(key);
        if (same != null) {
            open.put(key, same); // the call is repeated because its answer is late: one operation
            return true;
        }
        boolean room = open.size() < limits.openCalls();
        if (!room) {
            Iterator<Call> oldest = open.values().iterator();
            unanswered(oldest.next());
            oldest.remove();
        }
        open.put(key, call);
        return room;
    }

    @Nullable
    Call take(Key key) {
        return open.remove(key);
    }

    /** Tells what has waited too long. */
    void expire(long atNanos) {
        for (Iterator<Call> each = open.values().iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (atNanos - call.atNanos() > limits.answerNanos()) {
                each.remove();
                unanswered(call);
            }
        }
        pieces.values().removeIf(kept -> atNanos - kept.atNanos > limits.answerNanos());
    }

    /** Tells the calls of a connection that ended. */
    void close(LinkFacts facts) {
        for (Iterator<Call> each = open.values().iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (call.facts() == facts) {
                each.remove();
                unanswered(call);
            }
        }
    }

    private static void unanswered(Call call) {
        call.facts().operation(call.from(), call.operation(), Outcome.UNANSWERED, call.atNanos());
    }

    /** Says that a written record was taken. */
    static void written(Call call) {
        for (Written record : call.written()) {
            call.facts().text(ValueSeen.Way.WRITTEN, record.point(), record.text(), call.atNanos());
        }
    }

    /**
     * Keeps a fragment; returns all of them as one when the last has come, empty while some are missing, and null if one was lost
     * or there are too many.
     */
    byte @Nullable [] piece(Key key, RpcHeader header, Window body, long atNanos) {
        PieceKey which = new PieceKey(key, header.type != RpcHeader.REQUEST);
        Pieces kept = pieces.get(which);
        if (header.fragmentNumber == 0) {
            if (kept == null && pieces.size() == limits.fragmentedCalls()) {
                Iterator<Pieces> oldest = pieces.values().iterator();
                oldest.next();
                oldest.remove();
            }
            kept = new Pieces();
            pieces.put(which, kept);
        }
        if (kept != null && header.fragmentNumber < kept.next) {
            return new byte[0]; // came again
        }
        if (kept == null
                || header.fragmentNumber != kept.next
                || kept.bytes.length + body.length() > limits.fragmentBytes()) {
            pieces.remove(which);
            return null;
        }
        int before = kept.bytes.length;
        kept.bytes = Arrays.copyOf(kept.bytes, before + body.length());
        body.copy(0, kept.bytes, before, body.length());
        kept.next++;
        kept.atNanos = atNanos;
        if (header.last) {
            pieces.remove(which);
            return kept.bytes;
        }
        return new byte[0];
    }
}
