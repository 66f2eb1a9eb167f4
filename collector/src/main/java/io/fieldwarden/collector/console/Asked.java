package io.fieldwarden.collector.console;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What a request carries; the contract was checked before, so what it demands is there. */
final class Asked {
    private Asked() {}

    static JsonObject body(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        if (body == null) {
            throw new Refusal(400, "invalid-request", "The request has no body; expected a JSON object.");
        }
        return body;
    }

    static String id(RoutingContext context) {
        String id = context.pathParam("id");
        if (id == null) {
            throw new Refusal(400, "invalid-request", "The address names no alert.");
        }
        return id;
    }
}
