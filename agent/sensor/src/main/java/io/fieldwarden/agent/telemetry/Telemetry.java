package io.fieldwarden.agent.telemetry;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.SpoolReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Every figure of the agent under its Prometheus name; {@code docs/operating/metrics.md} explains each. */
public final class Telemetry implements AutoCloseable {
    /** Different alert types told apart; more than the catalogue will ever have. */
    private static final int ALERT_TYPES_MAX = 500;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> alerts = new ConcurrentHashMap<>();
    /** What function counters read from: Micrometer itself holds it by a weak reference only. */
    private final List<Object> counted = new ArrayList<>();

    /** Counts nothing of any room yet; says how the host process is. */
    public Telemetry() {
        gauge("fieldwarden.process.resident.bytes", "Memory of the agent that is in RAM", HostProcess::residentBytes);
        Gauge.builder(
                        "fieldwarden.process.uptime.seconds",
                        () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0)
                .description("Time since the agent started")
                .strongReference(true)
                .register(registry);
    }

    /** Shows the four counters of each room, with the label {@code room}. */
    public Telemetry rooms(List<RoomMeter> meters) {
        for (RoomMeter meter : meters) {
            room(meter, "received", "Units taken in", RoomReport::received);
            room(meter, "emitted", "Units handed on", RoomReport::emitted);
            room(meter, "dropped", "Units given up for a named limit", RoomReport::dropped);
            room(meter, "failed", "Units lost to a defect", RoomReport::failed);
        }
        return this;
    }

    /** Shows how far learning is. */
    public Telemetry learning(DoubleSupplier completeness, BooleanSupplier learning) {
        Gauge.builder("fieldwarden.baseline.completeness", completeness::getAsDouble)
                .description("Estimated chance that a further hour of traffic shows nothing new")
                .strongReference(true)
                .register(registry);
        gauge("fieldwarden.baseline.learning", "1 while learning, else 0", () -> learning.getAsBoolean() ? 1 : 0);
        return this;
    }

    /** Shows how many alerts and revisions were not told because of a verdict. */
    public Telemetry silenced(LongSupplier silenced) {
        FunctionCounter.builder("fieldwarden.alerts.silenced", silenced, LongSupplier::getAsLong)
                .description("Alerts and revisions not told because somebody allowed or muted them")
                .register(registry);
        return this;
    }

    /** Shows what waits on disk. */
    public Telemetry spool(Supplier<SpoolReport> report) {
        gauge(
                "fieldwarden.spool.alerts",
                "Alerts that wait for a receipt",
                () -> report.get().alerts());
        gauge("fieldwarden.spool.bytes", "Disk they take", () -> report.get().bytes());
        gauge(
                "fieldwarden.spool.bytes.max",
                "Disk the spool may take",
                () -> report.get().bytesMax());
        counter(
                "fieldwarden.spool.dropped",
                "Alerts given up because the spool or its disk was full, since it was created",
                () -> report.get().dropped());
        return this;
    }

    /** Shows whether the collector answers. */
    public Telemetry uplink(BooleanSupplier connected) {
        gauge(
                "fieldwarden.uplink.connected",
                "1 while the collector answers, else 0",
                () -> connected.getAsBoolean() ? 1 : 0);
        return this;
    }

    /** Shows what a capture source lost, with the label {@code source}. */
    public Telemetry captureDrops(String source, LongSupplier dropped) {
        counted.add(dropped);
        FunctionCounter.builder("fieldwarden.capture.dropped", dropped, LongSupplier::getAsLong)
                .description("Frames the kernel or a limit dropped")
                .tag("source", source)
                .register(registry);
        return this;
    }

    /** Counts a new alert or revision under its type and severity; for any thread. */
    public void alert(Alert alert) {
        String severity = alert.severity().name().toLowerCase(Locale.ROOT);
        String name = alert.type() + " " + severity;
        Counter counter = alerts.get(name);
        if (counter == null) {
            boolean room = alerts.size() < ALERT_TYPES_MAX * Severity.values().length;
            String type = room ? alert.type() : "other";
            counter = alerts.computeIfAbsent(room ? name : "other " + severity, key -> alertCounter(type, severity));
        }
        counter.increment();
    }

    /** All figures in Prometheus' text format. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }

    private Counter alertCounter(String type, String severity) {
        return Counter.builder("fieldwarden.alerts")
                .description("Alerts and revisions raised")
                .tag("type", type)
                .tag("severity", severity)
                .register(registry);
    }

    private void room(RoomMeter meter, String what, String description, ToDoubleFunction<RoomReport> value) {
        counted.add(meter);
        FunctionCounter.builder("fieldwarden.room." + what, meter, m -> value.applyAsDouble(m.report()))
                .description(description)
                .tag("room", meter.room())
                .register(registry);
    }

    private void gauge(String name, String description, LongSupplier value) {
        Gauge.builder(name, value::getAsLong)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private void counter(String name, String description, LongSupplier value) {
        counted.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }
}
