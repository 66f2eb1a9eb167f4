package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A TCP connection: cuts the stream into blocks of V3, or hands it to V2, which the first bytes show. */
final class CodesysStream implements ProtocolSession {
    private static final int V2_FIRST = 0xBB;

    private final CodesysLimits limits;
    private final CodesysMessages messages;
    private final CodesysV2Session second;
    private final Set<Direction> lost = EnumSet.noneOf(Direction.class);
    private boolean begun;
    private boolean isSecond;
    private int skipped;

    CodesysStream(
            Connection connection,
            ObservationSink observations,
            CodesysLimits limits,
            Map<Integer, Operation> operations) {
        this.limits = limits;
        messages = new CodesysMessages(connection, observations, limits, operations);
        second = new CodesysV2Session(connection, observations, limits);
        if (connection.midstream()) {
            lost.addAll(EnumSet.allOf(Direction.class));
        }
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (!begun) {
            begun = true;
            isSecond = bytes.u8(0) == V2_FIRST;
        }
        if (isSecond) {
            return second.decode(from, bytes, atNanos);
        }
        if (lost.contains(from)) {
            int step = find(from, bytes);
            if (step != 0) {
                return step;
            }
        }
        if (bytes.length() < CodesysDecoder.BLOCK_HEADER) {
            return Verdict.need(CodesysDecoder.BLOCK_HEADER - bytes.length());
        }
        int length = bytes.i32le(4);
        boolean magic = bytes.i32(0) == CodesysDecoder.BLOCK_MAGIC;
        if (!magic || !CodesysDecoder.lengthPossible(length, limits)) {
            CodesysAnomaly anomaly = magic ? CodesysAnomaly.BAD_BLOCK_LENGTH : CodesysAnomaly.BAD_MAGIC;
            String detail = magic
                    ? "block of " + Integer.toUnsignedString(length) + " bytes, expected 14 to "
                            + limits.blockBytesMax()
                    : String.format("block begins with 0x%08x, expected 0x000117e8", bytes.i32(0));
            messages.found(anomaly, detail, atNanos);
            return Verdict.MALFORMED;
        }
        if (bytes.length() < length) {
            return Verdict.need(length - bytes.length());
        }
        messages.datagram(from, bytes, CodesysDecoder.BLOCK_HEADER, length, atNanos);
        return Verdict.consumed(length);
    }

    /** Skips to where a block can begin, 0 if it does here; up to three bytes of its magic may be at the end. */
    private int find(Direction from, Window bytes) {
        int last = bytes.length() - 4;
        for (int at = 0; at <= last; at++) {
            if (bytes.i32(at) == CodesysDecoder.BLOCK_MAGIC) {
                lost.remove(from);
                skipped = 0;
                return at;
            }
        }
        if (last < 0) {
            return Verdict.need(-last);
        }
        skipped += last + 1;
        return skipped > limits.resyncBytesMax() ? Verdict.MALFORMED : Verdict.consumed(last + 1);
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        lost.add(from);
        second.gap(from, missing, atNanos);
    }

    @Override
    public void timePassed(long atNanos) {
        messages.expire(atNanos);
        second.timePassed(atNanos);
    }

    @Override
    public void close(long atNanos) {
        messages.close();
        second.close(atNanos);
    }
}
