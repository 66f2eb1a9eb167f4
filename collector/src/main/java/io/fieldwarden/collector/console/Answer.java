package io.fieldwarden.collector.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param headers fields beside the usual ones
 * @param body may be empty
 */
record Answer(int status, Map<String, String> headers, Buffer body) {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    static final Answer DONE = new Answer(204, Map.of(), Buffer.buffer());

    static Answer json(JsonObject json) {
        return new Answer(200, Map.of("Content-Type", "application/json"), json.toBuffer());
    }

    /** A handler that works out the answer on a worker thread, where it may wait for the store. */
    static Handler<RoutingContext> by(Function<RoutingContext, Answer> work) {
        return context -> context.vertx()
                .executeBlocking(() -> work.apply(context), false)
                .onSuccess(answer -> answer.send(context))
                .onFailure(context::fail);
    }

    private void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return; // the browser left, or the time was over
        }
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .end(body)
                .onFailure(gone -> LOG.debug("A browser left before it was answered", gone));
    }
}
