package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.collector.store.AlertEvent;
import io.fieldwarden.collector.store.AlertFacets;
import io.fieldwarden.collector.store.AlertRow;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The API's shapes of what the store holds, as {@code openapi.yaml} has them. */
final class ConsoleJson {
    private final int textMax;

    ConsoleJson(ConsoleLimits limits) {
        this.textMax = limits.listTextMax();
    }

    /** A line of a list. */
    JsonObject summary(AlertRow row) {
        return summary(row.alert())
                .put("state", row.state().name())
                .put("stateBy", row.stateBy())
                .put("packets", row.packets());
    }

    /** What a live stream tells of a change. */
    JsonObject change(Change change) {
        return new JsonObject()
                .put("sequence", change.sequence())
                .put("kind", change.kind().name())
                .put("state", change.state().name())
                .put("by", change.by())
                .put("at", change.at().toString())
                .put("alert", summary(change.alert()));
    }

    private JsonObject summary(Alert alert) {
        OperationFact operation = alert.operation();
        JsonObject json = new JsonObject()
                .put("id", alert.id())
                .put("type", cut(alert.type()))
                .put("title", cut(alert.title()))
                .put("severity", alert.severity().name())
                .put("confidence", alert.confidence())
                .put("firstSeen", alert.firstSeen().toString())
                .put("lastSeen", alert.lastSeen().toString())
                .put("count", alert.count())
                .put("agent", alert.agent())
                .put("site", alert.site())
                .put("protocol", cut(alert.protocol()))
                .put("seen", cut(alert.seen().summary()));
        if (operation != null) {
            json.put("operation", cut(operation.name()));
        }
        putParty(json, "originator", alert.originator());
        putParty(json, "responder", alert.responder());
        return json;
    }

    private void putParty(JsonObject json, String key, @Nullable Party party) {
        if (party != null) {
            json.put(
                    key,
                    new JsonObject()
                            .put("address", cut(party.address()))
                            .put("port", party.port())
                            .put("mac", cut(party.mac()))
                            .put("name", cut(party.name())));
        }
    }

    private String cut(String text) {
        if (text.length() <= textMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(textMax - 2)) ? textMax - 2 : textMax - 1;
        return text.substring(0, end) + "…";
    }

    /** One alert with everything but its packets. */
    static JsonObject detail(AlertRow row, List<AlertEvent> history) {
        JsonObject json = new JsonObject()
                .put("alert", new JsonObject(ContractJson.text(row.alert())))
                .put("state", row.state().name())
                .put("stateBy", row.stateBy())
                .put("stateReason", row.stateReason())
                .put("receivedAt", row.receivedAt().toString())
                .put("packets", row.packets());
        if (row.stateAt() != null) {
            json.put("stateAt", row.stateAt().toString());
        }
        JsonArray events = new JsonArray();
        history.forEach(event -> events.add(event(event)));
        return json.put("history", events);
    }

    private static JsonObject event(AlertEvent event) {
        return new JsonObject()
                .put("sequence", event.sequence())
                .put("kind", event.kind().name())
                .put("state", event.state().name())
                .put("by", event.by())
                .put("reason", event.reason())
                .put("at", event.at().toString())
                .put("revision", event.revision());
    }

    static JsonObject facets(AlertFacets facets) {
        JsonObject counts = new JsonObject();
        facets.counts().forEach((dimension, values) -> {
            JsonArray list = new JsonArray();
            values.forEach(count ->
                    list.add(new JsonObject().put("value", count.value()).put("alerts", count.alerts())));
            counts.put(dimension.name().toLowerCase(Locale.ROOT), list);
        });
        return new JsonObject()
                .put("matching", facets.matching())
                .put("exact", facets.exact())
                .put("counts", counts);
    }
}
