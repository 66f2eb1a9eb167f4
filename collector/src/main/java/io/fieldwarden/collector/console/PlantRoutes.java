package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.fleet.AgentView;
import io.fieldwarden.collector.store.AlertBucket;
import io.fieldwarden.collector.store.AlertFacets;
import io.fieldwarden.collector.store.AlertFacets.Dimension;
import io.fieldwarden.collector.store.AlertQuery;
import io.fieldwarden.collector.store.AlertState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** The plant as a whole: the overview, the agents, the catalogue, and whether the console answers. */
final class PlantRoutes {
    private static final int HOURS = 24;
    private static final int LATEST = 8;

    private final ConsoleSources sources;
    private final ConsoleLimits limits;
    private final ConsoleJson json;

    PlantRoutes(ConsoleSources sources, ConsoleLimits limits, ConsoleJson json) {
        this.sources = sources;
        this.limits = limits;
        this.json = json;
    }

    Answer overview(RoutingContext context) {
        Instant now = sources.clock().instant();
        long sequence = sources.alerts().lastSequence();
        AlertFacets all = sources.search().facets(AlertQuery.ALL);
        AlertFacets open = sources.search().facets(undecided());
        JsonArray latest = new JsonArray();
        sources.search().page(AlertQuery.ALL, "", LATEST).rows().forEach(row -> latest.add(json.summary(row)));
        return Answer.json(new JsonObject()
                .put("now", now.toString())
                .put("sequence", sequence)
                .put("states", counts(all, Dimension.STATE))
                .put("undecided", counts(open, Dimension.SEVERITY))
                .put("histogram", histogram(now))
                .put("latest", latest)
                .put("agents", agentList(now)));
    }

    private static AlertQuery undecided() {
        AlertQuery all = AlertQuery.ALL;
        return new AlertQuery(
                all.severities(),
                Set.of(AlertState.OPEN),
                all.types(),
                all.agents(),
                all.sites(),
                all.protocols(),
                null,
                null,
                "",
                "",
                all.order());
    }

    private static JsonObject counts(AlertFacets facets, Dimension dimension) {
        JsonObject counts = new JsonObject();
        facets.counts().getOrDefault(dimension, List.of()).forEach(count -> counts.put(count.value(), count.alerts()));
        return counts;
    }

    private JsonObject histogram(Instant now) {
        Duration hour = Duration.ofHours(1);
        Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(hour.multipliedBy(HOURS - 1L));
        JsonArray buckets = new JsonArray();
        for (AlertBucket bucket : sources.search().histogram(AlertQuery.ALL, from, hour, HOURS)) {
            JsonObject alerts = new JsonObject();
            for (Severity severity : Severity.values()) {
                alerts.put(severity.name(), bucket.alerts().getOrDefault(severity, 0L));
            }
            buckets.add(new JsonObject().put("from", bucket.from().toString()).put("alerts", alerts));
        }
        return new JsonObject().put("widthSeconds", hour.toSeconds()).put("buckets", buckets);
    }

    Answer agents(RoutingContext context) {
        return Answer.json(
                new JsonObject().put("agents", agentList(sources.clock().instant())));
    }

    private JsonArray agentList(Instant now) {
        JsonArray agents = new JsonArray();
        sources.fleet().agents().forEach(agent -> agents.add(agent(agent, now)));
        return agents;
    }

    private JsonObject agent(AgentView agent, Instant now) {
        JsonObject known = new JsonObject()
                .put("name", agent.name())
                .put("site", agent.site())
                .put("status", status(agent, now))
                .put("version", agent.version())
                .put("enrolledAt", agent.enrolledAt().toString())
                .put("certificateExpires", agent.certificateExpires().toString())
                .put("troubles", new JsonArray())
                .put("rooms", new JsonArray());
        if (agent.lastHeard() != null) {
            known.put("lastHeard", agent.lastHeard().toString());
        }
        Heartbeat heartbeat = agent.heartbeat();
        if (heartbeat != null) {
            JsonObject told = new JsonObject(ContractJson.text(heartbeat));
            known.put("startedAt", heartbeat.startedAt().toString())
                    .put("learning", heartbeat.learning())
                    .put("troubles", told.getJsonArray("troubles", new JsonArray()))
                    .put("spool", told.getJsonObject("spool"))
                    .put("rooms", told.getJsonArray("rooms", new JsonArray()));
        }
        return known;
    }

    private String status(AgentView agent, Instant now) {
        if (agent.revoked()) {
            return "REVOKED";
        }
        Instant heard = agent.lastHeard();
        if (heard == null) {
            return "NEVER_HEARD";
        }
        if (heard.plus(limits.silentAfter()).isBefore(now)) {
            return "SILENT";
        }
        Heartbeat heartbeat = agent.heartbeat();
        return heartbeat == null || heartbeat.troubles().isEmpty() ? "HEARD" : "TROUBLED";
    }

    Answer catalogue(RoutingContext context) {
        JsonArray types = new JsonArray();
        for (AlertType type : sources.catalogue()) {
            JsonArray techniques = new JsonArray();
            type.techniques()
                    .forEach(technique -> techniques.add(
                            new JsonObject().put("id", technique.id()).put("name", technique.name())));
            types.add(new JsonObject()
                    .put("id", type.id())
                    .put("title", type.title())
                    .put("severity", type.severity().name())
                    .put("techniques", techniques));
        }
        return Answer.json(new JsonObject().put("types", types));
    }

    /** Reads from the store, so that "up" means more than an open port. */
    Answer health(RoutingContext context) {
        sources.alerts().lastSequence();
        return Answer.json(new JsonObject().put("status", "UP"));
    }
}
