package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;

/**
 * Cyclic data, alarms and time. A cyclic frame ends with cycle counter, data status and transfer status (IEC 61158-6-10,
 * clause 4.6); it is told when it is first seen and when its status changes, not every cycle.
 */
final class RealTimeFrames {
    private static final int STATUS_BYTES = 4;
    private static final int CYCLIC_MIN = 2 + STATUS_BYTES;
    private static final int UNSEEN = -1;

    /** Bits of DataStatus (4.6.2.2). */
    private static final int PRIMARY = 0x01;

    private static final int VALID = 0x04;
    private static final int RUN = 0x10;
    private static final int NO_PROBLEM = 0x20;
    /** Redundancy, subframe and ignore bits change without a change of state. */
    private static final int COMPARED = PRIMARY | VALID | RUN | NO_PROBLEM;

    private static final int TIME_SEEN = 1;

    private final LinkFacts facts;
    private final AlarmReader alarms;
    private final int[] ids;
    private final int[] states;
    private int count;

    RealTimeFrames(LinkFacts facts, ProfinetLimits limits) {
        this.facts = facts;
        this.alarms = new AlarmReader(facts, limits);
        this.ids = new int[limits.cyclicFrames()];
        this.states = new int[limits.cyclicFrames()];
    }

    void cyclic(Direction from, int id, Window bytes, long atNanos) {
        int length = bytes.length();
        if (length < CYCLIC_MIN) {
            facts.anomaly(RtAnomaly.FRAME_TOO_SHORT, length + " bytes, expected at least " + CYCLIC_MIN, atNanos);
            return;
        }
        int status = bytes.u8(length - 2) & COMPARED;
        int slot = slot(id | (from == Direction.FROM_ORIGINATOR ? 0 : 1) << 16, atNanos);
        if (slot < 0 || states[slot] == status) {
            return;
        }
        int before = states[slot];
        states[slot] = status;
        int transfer = bytes.u8(length - 1);
        if (transfer != 0) {
            facts.anomaly(RtAnomaly.TRANSFER_STATUS, "transfer status " + transfer + ", expected 0", atNanos);
        }
        tell(from, id, status, bytes.u16(length - STATUS_BYTES), atNanos);
        if (before == UNSEEN || ((before ^ status) & RUN) != 0) {
            facts.text(ValueSeen.Way.REPORTED, point(id, "provider_state"), state(status), atNanos);
        }
        if (before == UNSEEN || ((before ^ status) & VALID) != 0) {
            facts.text(ValueSeen.Way.REPORTED, point(id, "data_valid"), valid(status), atNanos);
        }
    }

    private void tell(Direction from, int id, int status, int cycle, long atNanos) {
        List<Attribute> attributes = List.of(
                new Attribute("frame_id", LinkFacts.hex16(id)),
                new Attribute("rt_class", FrameIds.realTimeClass(id)),
                new Attribute("cycle_counter", Integer.toString(cycle)),
                new Attribute("data_valid", valid(status)),
                new Attribute("provider_state", state(status)),
                new Attribute("station_problem", (status & NO_PROBLEM) != 0 ? "no" : "yes"),
                new Attribute("state", (status & PRIMARY) != 0 ? "primary" : "backup"));
        Points points = Points.named("rt/" + LinkFacts.hex16(id));
        Operation operation =
                new Operation(RtDecoder.PROTOCOL, id, "cyclic_data", Access.PUBLISH, "", points, attributes);
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    private static String point(int id, String what) {
        return "rt/" + LinkFacts.hex16(id) + "/" + what;
    }

    private static String state(int status) {
        return (status & RUN) != 0 ? "run" : "stop";
    }

    private static String valid(int status) {
        return (status & VALID) != 0 ? "valid" : "invalid";
    }

    void alarm(Direction from, int id, Window bytes, long atNanos) {
        alarms.alarm(from, id, bytes, atNanos);
    }

    /** Time frames, and what nobody uses: told once a connection. */
    void other(Direction from, int id, long atNanos) {
        int slot = slot(id | (from == Direction.FROM_ORIGINATOR ? 0 : 1) << 16, atNanos);
        if (slot < 0 || states[slot] == TIME_SEEN) {
            return;
        }
        states[slot] = TIME_SEEN;
        boolean time = FrameIds.isTime(id);
        String name = time ? FrameIds.timeName(id) : "reserved_frame_id";
        Operation operation = new Operation(
                RtDecoder.PROTOCOL,
                id,
                name,
                Access.SESSION,
                "",
                null,
                List.of(new Attribute("frame_id", LinkFacts.hex16(id))));
        facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
    }

    /** Where the state of a frame id is kept, -1 if there is no room. */
    private int slot(int key, long atNanos) {
        for (int index = 0; index < count; index++) {
            if (ids[index] == key) {
                return index;
            }
        }
        if (count == ids.length) {
            if (!full) {
                full = true;
                facts.anomaly(RtAnomaly.TOO_MANY_FRAME_IDS, "expected at most " + ids.length, atNanos);
            }
            return -1;
        }
        ids[count] = key;
        states[count] = UNSEEN;
        return count++;
    }

    private boolean full;
}
