package io.fieldwarden.collector.console;

import io.fieldwarden.collector.store.StoreException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever went wrong becomes a Problem (RFC 9457); nothing of the inside is told. */
final class Problems implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        Refusal refusal = refusal(context);
        if (refusal.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        }
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(refusal.problem().toBuffer())
                .onFailure(gone -> LOG.debug("A browser left before it was answered", gone));
    }

    private static Refusal refusal(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof StoreException store) {
            LOG.error("The console could not answer {}: {}", context.normalizedPath(), store.getMessage());
            return new Refusal(503, "store-unavailable", String.valueOf(store.getMessage()));
        }
        if (failure instanceof ValidatorException invalid) {
            return new Refusal(400, "invalid-request", String.valueOf(invalid.getMessage()));
        }
        return byStatus(context);
    }

    private static Refusal byStatus(RoutingContext context) {
        return switch (context.statusCode()) {
            case 400 -> new Refusal(400, "invalid-request", "The request cannot be read.");
            case 404 -> new Refusal(404, "not-found", "There is nothing at this address.");
            case 405 -> new Refusal(405, "method-not-allowed", "This address does not take that method.");
            case 413 -> new Refusal(413, "too-large", "The request is larger than the console reads.");
            case 415 -> new Refusal(415, "media-type", "Send the body as application/json.");
            case 503 -> new Refusal(503, "busy", "The console did not get an answer in time. Try again.");
            default -> {
                LOG.error("The console failed on {}", context.normalizedPath(), context.failure());
                yield new Refusal(500, "internal", "The console failed on this request; the collector's log says why.");
            }
        };
    }
}
