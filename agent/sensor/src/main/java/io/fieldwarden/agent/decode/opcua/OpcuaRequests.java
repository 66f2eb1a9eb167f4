package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaReader;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTypes;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;

/** Reads requests (OPC 10000-4 clause 5) into what they ask for and which points it concerns. */
final class OpcuaRequests {
    private static final String VALUE = "Value";

    private final OpcuaReader reader;
    private final OpcuaRepeats repeats;
    private final OpcuaLimits limits;
    private final OpcuaRequest publish;

    OpcuaRequests(OpcuaReader reader, OpcuaRepeats repeats, OpcuaLimits limits) {
        this.reader = reader;
        this.repeats = repeats;
        this.limits = limits;
        this.publish = request(OpcuaService.PUBLISH, nothing(), List.of());
    }

    private static OpcuaDatum.Structure nothing() {
        return new OpcuaDatum.Structure(new OpcuaTypes.Type("", 0, List.of()), List.of());
    }

    /** A request of which nothing but the service is known. */
    static OpcuaRequest unread(OpcuaService service) {
        return request(service, nothing(), List.of());
    }

    /** Reads from behind the body's type to the cursor's end; what is there as far as it can be read. */
    OpcuaRequest read(OpcuaService service) {
        OpcuaCursor cursor = reader.cursor;
        String audit = header(cursor);
        int from = cursor.at();
        int to = from + cursor.left();
        if (audit.isEmpty() && !cursor.failed() && service == OpcuaService.READ) {
            OpcuaRequest known = repeats.find(service, cursor.bytes(), from, to);
            if (known != null) {
                cursor.goTo(to);
                return known;
            }
        }
        OpcuaTypes.Type type = OpcuaTypes.standard().byEncoding(service.code);
        if (type == null) {
            cursor.goTo(to);
            return request(service, nothing(), attributes(audit, nothing()));
        }
        OpcuaDatum.Structure fields = reader.structure(type);
        if (service == OpcuaService.PUBLISH) {
            return publish;
        }
        OpcuaRequest request = request(service, fields, attributes(audit, fields));
        if (service == OpcuaService.READ && audit.isEmpty() && !cursor.failed() && cursor.left() == 0) {
            repeats.keep(request, cursor.bytes(), from, to);
        }
        return request;
    }

    /** The request header (OPC 10000-4 7.33) without its token, which is a secret; the client's own note for audits. */
    private String header(OpcuaCursor cursor) {
        cursor.skipNodeId();
        cursor.skip(8 + 4 + 4);
        String audit = cursor.string();
        cursor.skip(4);
        reader.extensionObject();
        return audit;
    }

    private List<Attribute> attributes(String audit, OpcuaDatum.Structure fields) {
        OpcuaAttributes attributes = new OpcuaAttributes(limits.attributes());
        return attributes.add("audit_entry_id", audit).all(fields).told();
    }

    private static OpcuaRequest request(OpcuaService service, OpcuaDatum.Structure fields, List<Attribute> attributes) {
        List<Points> points = points(service, fields);
        Points only = points.size() == 1 ? points.getFirst() : null;
        Operation operation =
                new Operation(OpcuaDecoder.PROTOCOL, service.code, service.label, service.access, "", only, attributes);
        return new OpcuaRequest(service, operation, fields, points);
    }

    private static List<Points> points(OpcuaService service, OpcuaDatum.Structure fields) {
        List<OpcuaDatum> items = switch (service) {
            case READ, HISTORY_READ -> fields.items("NodesToRead");
            case WRITE -> fields.items("NodesToWrite");
            case CALL -> fields.items("MethodsToCall");
            case CREATE_MONITORED_ITEMS -> fields.items("ItemsToCreate");
            case HISTORY_UPDATE -> fields.items("HistoryUpdateDetails");
            default -> List.of();
        };
        List<Points> points = new ArrayList<>(items.size());
        for (OpcuaDatum item : items) {
            points.add(Points.named(item instanceof OpcuaDatum.Structure one ? name(service, one) : item.text()));
        }
        return points;
    }

    private static String name(OpcuaService service, OpcuaDatum.Structure item) {
        return switch (service) {
            case CALL -> item.text("MethodId");
            case HISTORY_READ, HISTORY_UPDATE -> item.text("NodeId") + "#History";
            case CREATE_MONITORED_ITEMS ->
                item.field("ItemToMonitor") instanceof OpcuaDatum.Structure node ? name(node) : "";
            default -> name(item);
        };
    }

    /** {@code ns=2;s=Boiler.Temp}; another attribute than the value, and part of an array, are appended. */
    private static String name(OpcuaDatum.Structure item) {
        String attribute = item.text("AttributeId");
        String range = item.text("IndexRange");
        return item.text("NodeId")
                + (attribute.equals(VALUE) ? "" : "#" + attribute)
                + (range.isEmpty() ? "" : "[" + range + "]");
    }
}
