package io.fieldwarden.collector.console;

import io.fieldwarden.collector.store.AlertStore.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages of changes. Nothing is queued for anybody: each stream reads on from its own place in the store's
 * order, as fast as its browser takes it.
 */
final class LiveStreams implements AutoCloseable {
    private final Vertx vertx;
    private final ConsoleSources sources;
    private final ConsoleLimits limits;
    private final ConsoleJson json;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final Subscription changes;
    private final long heartbeat;

    LiveStreams(Vertx vertx, ConsoleSources sources, ConsoleLimits limits, ConsoleJson json) {
        this.vertx = vertx;
        this.sources = sources;
        this.limits = limits;
        this.json = json;
        this.changes = sources.alerts().onChange(() -> open.forEach(LiveStream::wake));
        this.heartbeat = vertx.setPeriodic(limits.heartbeat().toMillis(), timer -> open.forEach(this::keepAlive));
    }

    /** Opens a stream on this request. */
    void open(RoutingContext context) {
        if (open.size() >= limits.streamsMax()) {
            context.fail(
                    new Refusal(503, "too-many-streams", "Too many pages are open; this one does not update itself."));
            return;
        }
        long asked = after(context.request());
        vertx.executeBlocking(() -> start(asked), false)
                .onSuccess(after -> begin(context, after))
                .onFailure(context::fail);
    }

    /** Where to go on from: the place asked for, or now; a place that is not known yet is of another database. */
    private long start(long asked) {
        long last = sources.alerts().lastSequence();
        return asked < 0 ? last : asked;
    }

    private void begin(RoutingContext context, long after) {
        LiveStream stream = new LiveStream(context, after, sources.alerts(), limits, json);
        open.add(stream);
        context.response().closeHandler(gone -> open.remove(stream));
        context.response().exceptionHandler(broken -> open.remove(stream));
        stream.begin();
    }

    private void keepAlive(LiveStream stream) {
        vertx.executeBlocking(() -> sources.accounts().session(stream.token()), false)
                .onComplete(done -> {
                    if (done.succeeded() && done.result().isPresent()) {
                        stream.comment();
                    } else {
                        open.remove(stream);
                        stream.end();
                    }
                });
    }

    private static long after(HttpServerRequest request) {
        @Nullable String header = request.getHeader("Last-Event-ID");
        String text = Objects.requireNonNullElse(header, Objects.requireNonNullElse(request.getParam("after"), ""));
        try {
            return text.isEmpty() ? -1 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        changes.close();
        vertx.cancelTimer(heartbeat);
        open.forEach(LiveStream::end);
        open.clear();
    }
}
