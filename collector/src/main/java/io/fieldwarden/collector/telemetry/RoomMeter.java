package io.fieldwarden.collector.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What one room took in, handed on, gave up and failed at; shown as {@code fieldwarden_units_total{room,fate}}. */
public final class RoomMeter {
    private final Counter received;
    private final Counter emitted;
    private final Counter dropped;
    private final Counter failed;

    /** Names the room as the metrics will, for instance {@code ingest} or {@code sink.siem}. */
    public RoomMeter(MeterRegistry registry, String room) {
        this.received = counter(registry, room, "received");
        this.emitted = counter(registry, room, "emitted");
        this.dropped = counter(registry, room, "dropped");
        this.failed = counter(registry, room, "failed");
    }

    public void received(long units) {
        received.increment(units);
    }

    public void emitted(long units) {
        emitted.increment(units);
    }

    public void dropped(long units) {
        dropped.increment(units);
    }

    public void failed(long units) {
        failed.increment(units);
    }

    private static Counter counter(MeterRegistry registry, String room, String fate) {
        return Counter.builder("fieldwarden.units")
                .description("Units a room received, emitted, dropped for a named limit, or lost to a defect")
                .tag("room", room)
                .tag("fate", fate)
                .register(registry);
    }
}
