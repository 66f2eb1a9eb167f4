package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.store.AlertPage;
import io.fieldwarden.collector.store.AlertQuery;
import io.fieldwarden.collector.store.AlertRow;
import io.fieldwarden.collector.store.AlertSearch;
import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts: the list, one of them, its packets, and what people make of it. */
final class AlertRoutes {
    private static final int ROWS_DEFAULT = 50;

    private final SqliteAlertStore alerts;
    private final AlertSearch search;
    private final ConsoleJson json;

    AlertRoutes(ConsoleSources sources, ConsoleJson json) {
        this.alerts = sources.alerts();
        this.search = sources.search();
        this.json = json;
    }

    Answer list(RoutingContext context) {
        MultiMap asked = context.queryParams();
        AlertQuery query = query(asked);
        long sequence = alerts.lastSequence(); // before the page, so that nothing between the two is missed
        JsonArray rows = new JsonArray();
        AlertPage page = page(query, asked);
        page.rows().forEach(row -> rows.add(json.summary(row)));
        JsonObject answer =
                new JsonObject().put("rows", rows).put("next", page.next()).put("sequence", sequence);
        if (Boolean.parseBoolean(asked.get("facets"))) {
            answer.put("facets", ConsoleJson.facets(search.facets(query)));
        }
        return Answer.json(answer);
    }

    private AlertPage page(AlertQuery query, MultiMap asked) {
        String limit = asked.get("limit");
        try {
            return search.page(query, text(asked, "cursor"), limit == null ? ROWS_DEFAULT : Integer.parseInt(limit));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "invalid-request", "The list cannot go on from there: " + e.getMessage() + ".");
        }
    }

    private static AlertQuery query(MultiMap asked) {
        return new AlertQuery(
                all(asked, "severity", Severity::valueOf),
                all(asked, "state", AlertState::valueOf),
                all(asked, "type", Function.identity()),
                all(asked, "agent", Function.identity()),
                all(asked, "site", Function.identity()),
                all(asked, "protocol", Function.identity()),
                time(asked, "from"),
                time(asked, "to"),
                text(asked, "q"),
                text(asked, "address"),
                AlertQuery.Order.valueOf(Objects.requireNonNullElse(asked.get("order"), "LAST_SEEN")));
    }

    private static <V> Set<V> all(MultiMap asked, String name, Function<String, V> read) {
        return new HashSet<>(asked.getAll(name)).stream().map(read).collect(Collectors.toUnmodifiableSet());
    }

    private static String text(MultiMap asked, String name) {
        return Objects.requireNonNullElse(asked.get(name), "");
    }

    private static @Nullable Instant time(MultiMap asked, String name) {
        String text = asked.get(name);
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    400, "invalid-request", "'" + name + "' is no time; expected for instance 2026-11-20T06:00:00Z.");
        }
    }

    Answer one(RoutingContext context) {
        return detail(search.row(Asked.id(context)).orElseThrow(AlertRoutes::unknown));
    }

    private Answer detail(AlertRow row) {
        return Answer.json(ConsoleJson.detail(row, search.history(row.alert().id())));
    }

    private static Refusal unknown() {
        return new Refusal(404, "no-such-alert", "There is no alert with this id.");
    }

    /** The id is 32 hexadecimal digits, so the file name needs no escaping. */
    Answer evidence(RoutingContext context) {
        String id = Asked.id(context);
        byte[] pcapng = search.evidence(id)
                .orElseThrow(() -> new Refusal(404, "no-evidence", "No packets are kept with this alert."));
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "application/x-pcapng",
                        "Content-Disposition",
                        "attachment; filename=\"fieldwarden-" + id.substring(0, 12) + ".pcapng\""),
                Buffer.buffer(pcapng));
    }

    Answer setState(RoutingContext context) {
        JsonObject body = Asked.body(context);
        AlertState state = AlertState.valueOf(body.getString("state"));
        String reason = body.getString("reason", "").strip();
        if (state == AlertState.CLOSED && reason.isEmpty()) {
            throw new Refusal(400, "reason-missing", "Closing needs a reason; the alert was left as it is.");
        }
        String by = SessionGate.account(context).name();
        return detail(alerts.setState(Asked.id(context), state, reason, by).orElseThrow(AlertRoutes::unknown));
    }
}
