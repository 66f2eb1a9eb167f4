package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names for what a server reports by a number only: monitored items by their client handle, and the engineering units of
 * variables by the property that holds them. Bounded; what is not remembered is told by its number.
 */
final class OpcuaItems {
    private static final String UNITS = "EngineeringUnits";
    private static final String HAS_PROPERTY = "i=46";

    private final int most;
    private final Map<Long, Item> items = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();

    /**
     * What is monitored.
     *
     * @param point node and attribute
     * @param fields names of the fields of its events, empty if values are monitored
     */
    record Item(Points point, List<String> fields) {}

    OpcuaItems(int most) {
        this.most = most;
    }

    private static long key(long subscription, long handle) {
        return (subscription << 32) | handle;
    }

    /** Remembers what a created item is called (OPC 10000-4 5.13.2). */
    void created(OpcuaRequest request, OpcuaDatum.Structure answer) {
        long subscription = request.fields().number("SubscriptionId");
        List<OpcuaDatum> asked = request.fields().items("ItemsToCreate");
        List<OpcuaDatum> results = answer.items("Results");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (asked.get(index) instanceof OpcuaDatum.Structure item
                    && results.get(index) instanceof OpcuaDatum.Structure result
                    && result.field("StatusCode") instanceof OpcuaDatum.Status status
                    && !OpcuaStatus.isBad(status.code())
                    && item.field("RequestedParameters") instanceof OpcuaDatum.Structure parameters
                    && items.size() < most) {
                long handle = parameters.number("ClientHandle");
                items.put(
                        key(subscription, handle),
                        new Item(request.points().get(index), fields(parameters.field("Filter"))));
            }
        }
    }

    private static List<String> fields(OpcuaDatum filter) {
        if (!(filter instanceof OpcuaDatum.Structure structure)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (OpcuaDatum clause : structure.items("SelectClauses")) {
            if (clause instanceof OpcuaDatum.Structure operand) {
                List<String> path = new ArrayList<>();
                operand.items("BrowsePath").forEach(step -> path.add(step.text()));
                names.add(path.isEmpty() ? operand.text("AttributeId") : String.join("/", path));
            }
        }
        return names;
    }

    /** Forgets the items of subscriptions that are gone. */
    void deleted(List<OpcuaDatum> subscriptions) {
        for (OpcuaDatum subscription : subscriptions) {
            if (subscription instanceof OpcuaDatum.Whole whole) {
                items.keySet().removeIf(key -> key >>> 32 == whole.number());
            }
        }
    }

    Item item(long subscription, long handle) {
        Item item = items.get(key(subscription, handle));
        return item != null
                ? item
                : new Item(Points.named("subscription=" + subscription + ";handle=" + handle), List.of());
    }

    /** Learns from a browse which property holds the unit of which variable. */
    void browsed(OpcuaRequest request, OpcuaDatum.Structure answer) {
        List<OpcuaDatum> asked = request.fields().items("NodesToBrowse");
        List<OpcuaDatum> results = answer.items("Results");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (asked.get(index) instanceof OpcuaDatum.Structure node
                    && results.get(index) instanceof OpcuaDatum.Structure result) {
                result.items("References").forEach(found -> property(node.text("NodeId"), found));
            }
        }
    }

    private void property(String node, OpcuaDatum found) {
        if (found instanceof OpcuaDatum.Structure reference
                && reference.text("BrowseName").equals(UNITS)
                && reference.text("ReferenceTypeId").equals(HAS_PROPERTY)) {
            owner(reference.text("NodeId"), node);
        }
    }

    /** The same from a browse path. */
    void translated(OpcuaRequest request, OpcuaDatum.Structure answer) {
        List<OpcuaDatum> asked = request.fields().items("BrowsePaths");
        List<OpcuaDatum> results = answer.items("Results");
        for (int index = 0; index < Math.min(asked.size(), results.size()); index++) {
            if (asked.get(index) instanceof OpcuaDatum.Structure path
                    && path.field("RelativePath") instanceof OpcuaDatum.Structure relative
                    && relative.items("Elements").size() == 1
                    && relative.items("Elements").getFirst() instanceof OpcuaDatum.Structure step
                    && step.text("TargetName").equals(UNITS)
                    && results.get(index) instanceof OpcuaDatum.Structure result
                    && !result.items("Targets").isEmpty()
                    && result.items("Targets").getFirst() instanceof OpcuaDatum.Structure target) {
                owner(target.text("TargetId"), path.text("StartingNode"));
            }
        }
    }

    private void owner(String property, String variable) {
        if (owners.size() < most) {
            owners.put(property, variable);
        }
    }

    /** A value was seen: if it is a unit, its variable has it from now on. */
    void value(String node, OpcuaDatum value) {
        if (value instanceof OpcuaDatum.Structure structure
                && structure.type().name().equals("EUInformation")
                && owners.containsKey(node)
                && units.size() < most) {
            units.put(owners.getOrDefault(node, ""), structure.text("DisplayName"));
        }
    }

    /** Unit of a variable, empty if none was seen. */
    String unit(String node) {
        return units.isEmpty() ? "" : units.getOrDefault(node, "");
    }
}
