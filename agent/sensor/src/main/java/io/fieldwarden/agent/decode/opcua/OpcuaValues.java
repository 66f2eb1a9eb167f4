package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTexts;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the values that a request and its answer carry: read, written, reported, arguments and results of methods. */
final class OpcuaValues {
    /** Values of the past that are told of one node. */
    private static final int HISTORY_MAX = 64;

    private final OpcuaFacts facts;
    private final OpcuaIdentities identities;
    private final OpcuaItems items;
    private final OpcuaLimits limits;

    OpcuaValues(OpcuaFacts facts, OpcuaIdentities identities, OpcuaItems items, OpcuaLimits limits) {
        this.facts = facts;
        this.identities = identities;
        this.items = items;
        this.limits = limits;
    }

    /** Who asked and when, and when it was answered. */
    record Times(Direction from, long askedNanos, long answeredNanos) {}

    void tell(OpcuaRequest request, OpcuaDatum.Structure answer, Times times) {
        switch (request.service()) {
            case READ -> read(request.points(), answer.items("Results"), times);
            case WRITE -> written(request, answer.items("Results"), times);
            case CALL -> called(request, answer.items("Results"), times);
            case HISTORY_READ -> past(request.points(), answer.items("Results"), times);
            case HISTORY_UPDATE -> rewritten(request, answer.items("Results"), times);
            case PUBLISH -> published(answer.number("SubscriptionId"), answer, times.answeredNanos());
            case REPUBLISH -> published(request.fields().number("SubscriptionId"), answer, times.answeredNanos());
            case CREATE_MONITORED_ITEMS -> items.created(request, answer);
            case DELETE_SUBSCRIPTIONS -> items.deleted(request.fields().items("SubscriptionIds"));
            case BROWSE -> items.browsed(request, answer);
            case TRANSLATE_BROWSE_PATHS_TO_NODE_IDS -> items.translated(request, answer);
            default -> {
                // carries no values
            }
        }
    }

    /** What an answer tells without its request. */
    void unasked(@Nullable OpcuaService service, OpcuaDatum.Structure answer, long atNanos) {
        if (service == OpcuaService.PUBLISH) {
            published(answer.number("SubscriptionId"), answer, atNanos);
        }
    }

    private void read(List<Points> points, List<OpcuaDatum> results, Times times) {
        for (int index = 0; index < Math.min(points.size(), results.size()); index++) {
            if (results.get(index) instanceof OpcuaDatum.Sample sample) {
                Points point = points.get(index);
                String node = point.space();
                items.value(node, sample.value());
                identities.value(node, sample.value(), facts, times.from().opposite(), times.answeredNanos());
                facts.value(ValueSeen.Way.READ, point, sample, items.unit(node), times.answeredNanos());
            }
        }
    }

    /** A value counts as written when the server has said so. */
    private void written(OpcuaRequest request, List<OpcuaDatum> results, Times times) {
        List<OpcuaDatum> asked = request.fields().items("NodesToWrite");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (!OpcuaStatus.isBad(OpcuaReplies.status(results.get(index)))
                    && asked.get(index) instanceof OpcuaDatum.Structure item
                    && item.field("Value") instanceof OpcuaDatum.Sample sample) {
                Points point = request.points().get(index);
                facts.value(ValueSeen.Way.WRITTEN, point, sample, items.unit(point.space()), times.askedNanos());
            }
        }
    }

    private void called(OpcuaRequest request, List<OpcuaDatum> results, Times times) {
        List<OpcuaDatum> asked = request.fields().items("MethodsToCall");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (!OpcuaStatus.isBad(OpcuaReplies.status(results.get(index)))
                    && asked.get(index) instanceof OpcuaDatum.Structure call
                    && results.get(index) instanceof OpcuaDatum.Structure result) {
                String method = request.points().get(index).space();
                arguments(
                        ValueSeen.Way.WRITTEN,
                        method + "#InputArguments",
                        call.items("InputArguments"),
                        times.askedNanos());
                arguments(
                        ValueSeen.Way.READ,
                        method + "#OutputArguments",
                        result.items("OutputArguments"),
                        times.answeredNanos());
            }
        }
    }

    private void arguments(ValueSeen.Way way, String name, List<OpcuaDatum> arguments, long atNanos) {
        for (int index = 0; index < Math.min(arguments.size(), HISTORY_MAX); index++) {
            Points point = Points.named(name + "/" + index);
            facts.value(way, point, new OpcuaDatum.Sample(arguments.get(index), OpcuaStatus.GOOD), "", atNanos);
        }
    }

    private void past(List<Points> points, List<OpcuaDatum> results, Times times) {
        for (int index = 0; index < Math.min(points.size(), results.size()); index++) {
            if (results.get(index) instanceof OpcuaDatum.Structure result
                    && result.field("HistoryData") instanceof OpcuaDatum.Structure data) {
                samples(ValueSeen.Way.READ, points.get(index), data.items("DataValues"), times.answeredNanos());
            }
        }
    }

    private void rewritten(OpcuaRequest request, List<OpcuaDatum> results, Times times) {
        List<OpcuaDatum> asked = request.fields().items("HistoryUpdateDetails");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (!OpcuaStatus.isBad(OpcuaReplies.status(results.get(index)))
                    && asked.get(index) instanceof OpcuaDatum.Structure details) {
                samples(
                        ValueSeen.Way.WRITTEN,
                        request.points().get(index),
                        details.items("UpdateValues"),
                        times.askedNanos());
            }
        }
    }

    private void samples(ValueSeen.Way way, Points point, List<OpcuaDatum> samples, long atNanos) {
        for (OpcuaDatum datum : samples.subList(0, Math.min(samples.size(), HISTORY_MAX))) {
            if (datum instanceof OpcuaDatum.Sample sample) {
                facts.value(way, point, sample, "", atNanos);
            }
        }
    }

    private void published(long subscription, OpcuaDatum.Structure answer, long atNanos) {
        if (!(answer.field("NotificationMessage") instanceof OpcuaDatum.Structure message)) {
            return;
        }
        for (OpcuaDatum part : message.items("NotificationData")) {
            if (part instanceof OpcuaDatum.Structure data) {
                data.items("MonitoredItems").forEach(change -> changed(subscription, change, atNanos));
                data.items("Events").forEach(event -> happened(subscription, event, atNanos));
            }
        }
    }

    private void changed(long subscription, OpcuaDatum change, long atNanos) {
        if (change instanceof OpcuaDatum.Structure notification
                && notification.field("Value") instanceof OpcuaDatum.Sample sample) {
            Points point = items.item(subscription, notification.number("ClientHandle"))
                    .point();
            facts.value(ValueSeen.Way.REPORTED, point, sample, items.unit(point.space()), atNanos);
        }
    }

    private void happened(long subscription, OpcuaDatum event, long atNanos) {
        if (!(event instanceof OpcuaDatum.Structure fields)) {
            return;
        }
        OpcuaItems.Item item = items.item(subscription, fields.number("ClientHandle"));
        String source = item.point().space().replace("#EventNotifier", "");
        List<OpcuaDatum> values = fields.items("EventFields");
        for (int index = 0; index < Math.min(values.size(), limits.attributes()); index++) {
            String name = index < item.fields().size() ? item.fields().get(index) : "event/" + index;
            OpcuaDatum value = values.get(index);
            if (!value.equals(OpcuaTexts.NOTHING)) {
                OpcuaDatum.Sample sample = new OpcuaDatum.Sample(value, OpcuaStatus.GOOD);
                facts.value(ValueSeen.Way.REPORTED, Points.named(source + "#" + name), sample, "", atNanos);
            }
        }
    }
}
