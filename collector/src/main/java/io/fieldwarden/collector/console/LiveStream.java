package io.fieldwarden.collector.console;

import io.fieldwarden.collector.store.AlertStore;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page's live stream of changes as server-sent events. All fields belong to the request's event loop. */
final class LiveStream {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final Context loop;
    private final HttpServerResponse response;
    private final String token;
    private final AlertStore alerts;
    private final ConsoleLimits limits;
    private final ConsoleJson json;
    private long after;
    private boolean reading;
    private boolean again;

    LiveStream(RoutingContext context, long after, AlertStore alerts, ConsoleLimits limits, ConsoleJson json) {
        this.loop = context.vertx().getOrCreateContext();
        this.response = context.response();
        this.token = SessionGate.token(context.request());
        this.after = after;
        this.alerts = alerts;
        this.limits = limits;
        this.json = json;
    }

    String token() {
        return token;
    }

    /** Answers the head and sends what is there already. */
    void begin() {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        write(": ready\nretry: 3000\n\n");
        response.drainHandler(drained -> read());
        read();
    }

    /** There may be changes; may be called from any thread. */
    void wake() {
        loop.runOnContext(now -> read());
    }

    private void read() {
        if (reading || response.ended() || response.closed() || response.writeQueueFull()) {
            again = reading;
            return;
        }
        reading = true;
        again = false;
        long from = after;
        loop.<Batch>executeBlocking(() -> batch(from), false).onComplete(done -> {
            reading = false;
            if (done.succeeded()) {
                send(done.result());
            } else {
                LOG.warn("A live page could not be told of changes; it asks again", done.cause());
                end();
            }
        });
    }

    /** What the store has after a place, and the place it ends at. */
    private record Batch(List<Change> changes, long last) {}

    private Batch batch(long from) {
        long last = alerts.lastSequence();
        boolean tooFar = last - from > limits.streamBehindMax() || from > last;
        return new Batch(tooFar ? List.of() : alerts.changesAfter(from, limits.streamChangesMax()), last);
    }

    private void send(Batch batch) {
        if (batch.changes().isEmpty() && batch.last() != after) {
            after = batch.last();
            write("id: " + after + "\nevent: reset\ndata: {}\n\n");
        }
        for (Change change : batch.changes()) {
            after = change.sequence();
            JsonObject data = json.change(change);
            write("id: " + after + "\nevent: alert\ndata: " + data.encode() + "\n\n");
        }
        if (again || after < batch.last()) {
            read();
        }
    }

    void comment() {
        loop.runOnContext(now -> write(": still here\n\n"));
    }

    void end() {
        loop.runOnContext(now -> {
            if (!response.ended() && !response.closed()) {
                response.end().onFailure(gone -> LOG.debug("A live page left", gone));
            }
        });
    }

    private void write(String text) {
        if (!response.ended() && !response.closed()) {
            response.write(text).onFailure(gone -> LOG.debug("A live page left", gone));
        }
    }
}
