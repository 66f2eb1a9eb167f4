package io.fieldwarden.agent.replay;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations as JSON Lines, in the form of {@code docs/reference/observation-v1.schema.json}. {@link TimePassed} is
 * not written: it is the pulse, not a fact about the traffic.
 */
public final class ObservationLines implements ObservationSink, AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final JsonWriter json;
    private long written;

    /** Writes to {@code out}, which is flushed but not closed by {@link #close}. */
    public ObservationLines(OutputStream out) {
        this.json = JsonStream.builder().serializeEmpty(true).build().writer(out);
    }

    /** Lines written so far. */
    public long written() {
        return written;
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof TimePassed || observation instanceof AgentSeen) {
            return;
        }
        json.beginObject();
        switch (observation) {
            case ConnectionSeen seen -> connection(seen);
            case OperationSeen seen -> operation(seen);
            case ValueSeen seen -> values(seen);
            case IdentitySeen seen -> identity(seen);
            case AnomalySeen seen -> anomaly(seen);
            case TimePassed _, AgentSeen _ -> throw new AssertionError("filtered above: " + observation);
        }
        json.endObject();
        json.writeNewLine();
        written++;
    }

    private void head(String kind, Observation observation, @Nullable Connection connection) {
        text("kind", kind);
        text("at", instant(observation.atNanos()));
        if (connection != null) {
            json.name("connection");
            json.beginObject();
            number("id", connection.id());
            text("transport", lower(connection.transport()));
            endpoint("originator", connection.originator());
            endpoint("responder", connection.responder());
            number("vlan", connection.vlan());
            text("protocol", connection.protocol());
            json.endObject();
        }
    }

    private void connection(ConnectionSeen seen) {
        head("connection", seen, seen.connection());
        text("phase", lower(seen.phase()));
        json.name("midstream");
        json.value(seen.connection().midstream());
    }

    private void operation(OperationSeen seen) {
        head("operation", seen, seen.connection());
        Operation operation = seen.operation();
        text("from", side(seen.from()));
        text("protocol", operation.protocol());
        number("code", operation.code());
        text("name", operation.name());
        text("access", lower(operation.access()));
        text("scope", operation.scope());
        if (operation.points() != null) {
            points(operation.points());
        }
        outcome(seen.outcome());
        attributes("attributes", operation.attributes());
    }

    private void outcome(Outcome outcome) {
        json.name("outcome");
        json.beginObject();
        text("kind", lower(outcome.kind()));
        number("code", outcome.code());
        text("name", outcome.name());
        json.endObject();
    }

    private void values(ValueSeen seen) {
        head("value", seen, seen.connection());
        text("way", lower(seen.way()));
        points(seen.points());
        json.name("values");
        json.beginArray();
        for (int index = 0; index < seen.values().size(); index++) {
            value(seen.values(), index);
        }
        json.endArray();
        text("quality", lower(seen.quality()));
        text("unit", seen.unit());
    }

    private void value(Values values, int index) {
        switch (values) {
            case Values.Texts texts -> json.value(texts.text(index));
            case Values.Words words -> json.value((long) words.number(index));
            case Values.Bits bits -> json.value((long) bits.number(index));
            case Values.Numbers numbers -> number(numbers.number(index));
        }
    }

    private void number(double number) {
        if (!Double.isFinite(number)) {
            json.value(Double.toString(number)); // JSON has no NaN and no infinity
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.value((long) number);
        } else {
            json.value(number);
        }
    }

    private void identity(IdentitySeen seen) {
        head("identity", seen, seen.connection());
        text("address", seen.asset().address().toString());
        text("mac", mac(seen.asset().mac()));
        text("source", seen.source());
        attributes("facts", seen.facts());
    }

    private void anomaly(AnomalySeen seen) {
        head("anomaly", seen, seen.connection());
        text("protocol", seen.anomaly().protocol());
        text("code", seen.anomaly().code());
        json.name("malformed");
        json.value(seen.anomaly().malformed());
        text("detail", seen.detail());
    }

    private void points(Points points) {
        json.name("points");
        json.beginObject();
        text("space", points.space());
        number("first", points.first());
        number("count", points.count());
        json.endObject();
    }

    private void attributes(String name, List<Attribute> attributes) {
        json.name(name);
        json.beginArray();
        for (Attribute attribute : attributes) {
            json.beginObject();
            text("name", attribute.name());
            text("value", attribute.value());
            json.endObject();
        }
        json.endArray();
    }

    private void endpoint(String name, Endpoint endpoint) {
        json.name(name);
        json.beginObject();
        text("address", endpoint.address().toString());
        number("port", endpoint.port());
        text("mac", mac(endpoint.mac()));
        json.endObject();
    }

    private void text(String name, String value) {
        json.name(name);
        json.value(value);
    }

    private void number(String name, long value) {
        json.name(name);
        json.value(value);
    }

    private static String mac(long bits) {
        return bits == Endpoint.NO_MAC ? "" : Address.macText(bits);
    }

    private static String side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? "originator" : "responder";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String instant(long atNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(atNanos, NANOS_PER_SECOND), Math.floorMod(atNanos, NANOS_PER_SECOND))
                .toString();
    }

    @Override
    public void close() {
        json.flush();
    }
}
