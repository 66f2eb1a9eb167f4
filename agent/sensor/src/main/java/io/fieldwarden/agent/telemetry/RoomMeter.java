package io.fieldwarden.agent.telemetry;

import io.fieldwarden.agent.contract.RoomReport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one room took in, handed on, gave up and failed at. Written by the room's one thread without a fence, read by any
 * thread; a reading may be a moment old but is never torn.
 */
public final class RoomMeter {
    private static final VarHandle RECEIVED = handle("received");
    private static final VarHandle EMITTED = handle("emitted");
    private static final VarHandle DROPPED = handle("dropped");
    private static final VarHandle FAILED = handle("failed");

    private final String room;

    @SuppressWarnings("unused") // through its handle
    private long received;

    @SuppressWarnings("unused") // through its handle
    private long emitted;

    @SuppressWarnings("unused") // through its handle
    private long dropped;

    @SuppressWarnings("unused") // through its handle
    private long failed;

    /** Names the room as the heartbeat and the metrics will, for instance {@code decode}. */
    public RoomMeter(String room) {
        this.room = room;
    }

    public String room() {
        return room;
    }

    public void received(long units) {
        add(RECEIVED, units);
    }

    public void emitted(long units) {
        add(EMITTED, units);
    }

    public void dropped(long units) {
        add(DROPPED, units);
    }

    public void failed(long units) {
        add(FAILED, units);
    }

    /** Sets the drops to a total that somebody else counts, for instance the kernel. */
    public void droppedTotal(long units) {
        DROPPED.setOpaque(this, units);
    }

    /** All four counters as they are now. */
    public RoomReport report() {
        return new RoomReport(
                room,
                (long) RECEIVED.getOpaque(this),
                (long) EMITTED.getOpaque(this),
                (long) DROPPED.getOpaque(this),
                (long) FAILED.getOpaque(this));
    }

    private void add(VarHandle counter, long units) {
        counter.setOpaque(this, (long) counter.getOpaque(this) + units);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(RoomMeter.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
