package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaReader;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTexts;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTypes;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads responses (OPC 10000-4 clause 5) and tells what became of the requests they answer. */
final class OpcuaReplies {
    private final OpcuaReader reader;
    private final OpcuaFacts facts;
    private final OpcuaValues values;
    private final OpcuaIdentities identities;
    private final OpcuaItems items;
    private final OpcuaLimits limits;

    OpcuaReplies(OpcuaReader reader, OpcuaFacts facts, OpcuaIdentities identities, OpcuaLimits limits) {
        this.reader = reader;
        this.facts = facts;
        this.identities = identities;
        this.limits = limits;
        this.items = new OpcuaItems(limits.monitoredItems());
        this.values = new OpcuaValues(facts, identities, items, limits);
    }

    /** Reads the response from behind the body's type; {@code from} sends it. */
    void answer(OpcuaOutstanding.Open open, OpcuaService service, int encoding, Direction from, long atNanos) {
        Header header = header();
        OpcuaRequest request = open.request();
        if (encoding == OpcuaService.SERVICE_FAULT || OpcuaStatus.isBad(header.result)) {
            // the fields of a refused answer say nothing
            reader.cursor.skip(reader.cursor.left());
            refused(open, header);
            return;
        }
        if (service != request.service()) {
            String detail = "found an answer to " + service.label + ", expected one to " + request.service().label;
            facts.anomaly(OpcuaAnomaly.RESPONSE_MISMATCH, detail, atNanos);
        }
        OpcuaDatum.Structure answer = fields(service);
        if (answer == null || service != request.service()) {
            succeeded(open, header, List.of());
            return;
        }
        if (!reader.cursor.failed() && !complete(request, answer, atNanos)) {
            succeeded(open, header, List.of());
            return;
        }
        Operation told = operation(request, header, answer);
        facts.operation(told, open.from(), outcome(request, answer), open.atNanos());
        if (!reader.cursor.failed()) {
            values.tell(request, answer, new OpcuaValues.Times(open.from(), open.atNanos(), atNanos));
            identity(service, answer, from, atNanos);
        }
    }

    /** An answer without its request: it is told one-way, with what it says. */
    void unasked(@Nullable OpcuaService service, int encoding, Direction from, long atNanos) {
        Header header = header();
        String name = service == null ? "service_fault" : service.label;
        boolean bad = encoding == OpcuaService.SERVICE_FAULT || OpcuaStatus.isBad(header.result);
        OpcuaDatum.Structure answer = service == null || bad ? null : fields(service);
        if (bad) {
            reader.cursor.skip(reader.cursor.left());
        }
        OpcuaAttributes attributes = new OpcuaAttributes(limits.attributes());
        attributes.add("service_result", header.result == OpcuaStatus.GOOD ? "" : OpcuaStatus.name(header.result));
        attributes.add("service_diagnostics", header.diagnostics);
        if (answer != null && service != OpcuaService.PUBLISH && service != OpcuaService.READ) {
            attributes.all(answer);
        }
        Operation operation = new Operation(
                OpcuaDecoder.PROTOCOL,
                service == null ? encoding : service.code,
                name,
                service == null ? Access.SESSION : service.access,
                "",
                null,
                attributes.told());
        facts.operation(operation, from.opposite(), Outcome.ONE_WAY, atNanos);
        if (answer != null && !reader.cursor.failed()) {
            values.unasked(service, answer, atNanos);
            identity(service, answer, from, atNanos);
        }
    }

    /** What a response header says (OPC 10000-4 7.34). */
    private record Header(int result, String diagnostics) {}

    void skipHeader() {
        header();
    }

    private Header header() {
        OpcuaCursor cursor = reader.cursor;
        cursor.skip(8 + 4);
        int result = cursor.i32();
        String diagnostics = reader.diagnosticInfo().text();
        StringBuilder text = new StringBuilder(diagnostics);
        int strings = cursor.count();
        for (int index = 0; index < strings && !cursor.failed(); index++) {
            String string = cursor.string();
            if (text.length() < limits.textChars() && !string.isEmpty()) {
                text.append(text.isEmpty() ? "" : ", ").append(string);
            }
        }
        reader.extensionObject();
        return new Header(result, OpcuaTexts.cut(text.toString(), limits.textChars()));
    }

    private OpcuaDatum.@Nullable Structure fields(OpcuaService service) {
        OpcuaTypes.Type type = OpcuaTypes.standard().byEncoding(service.answer());
        if (type == null) {
            reader.cursor.skip(reader.cursor.left());
            return null;
        }
        return reader.structure(type);
    }

    /** Whether there are as many results as there were items. */
    private boolean complete(OpcuaRequest request, OpcuaDatum.Structure answer, long atNanos) {
        if (request.points().isEmpty() || !(answer.field("Results") instanceof OpcuaDatum.Many results)) {
            return true;
        }
        boolean same =
                Math.min(results.count(), limits.items()) == request.points().size();
        if (!same) {
            String detail = "found " + results.count() + " results of " + request.service().label + ", expected "
                    + request.points().size();
            facts.anomaly(OpcuaAnomaly.RESULT_COUNT_MISMATCH, detail, atNanos);
        }
        return same;
    }

    private void refused(OpcuaOutstanding.Open open, Header header) {
        Operation asked = open.request().operation();
        Operation told = header.diagnostics.isEmpty() ? asked : extended(asked, header, List.of());
        facts.operation(
                told, open.from(), Outcome.refused(header.result, OpcuaStatus.name(header.result)), open.atNanos());
    }

    private void succeeded(OpcuaOutstanding.Open open, Header header, List<Attribute> more) {
        Operation told = extended(open.request().operation(), header, more);
        facts.operation(told, open.from(), Outcome.SUCCEEDED, open.atNanos());
    }

    private Operation extended(Operation asked, Header header, List<Attribute> more) {
        OpcuaAttributes attributes = new OpcuaAttributes(2 * limits.attributes()).after(asked.attributes());
        if (header.result != OpcuaStatus.GOOD && !OpcuaStatus.isBad(header.result)) {
            attributes.add("service_result", OpcuaStatus.name(header.result));
        }
        attributes.add("service_diagnostics", header.diagnostics);
        more.forEach(attribute -> attributes.add(attribute.name(), attribute.value()));
        boolean same = attributes.told().size() == asked.attributes().size();
        return same ? asked : with(asked, attributes.told());
    }

    private static Operation with(Operation asked, List<Attribute> attributes) {
        return new Operation(
                asked.protocol(),
                asked.code(),
                asked.name(),
                asked.access(),
                asked.scope(),
                asked.points(),
                attributes);
    }

    private Operation operation(OpcuaRequest request, Header header, OpcuaDatum.Structure answer) {
        List<Attribute> more = request.service() == OpcuaService.PUBLISH
                ? published(answer)
                : new OpcuaAttributes(limits.attributes()).all(answer).told();
        return extended(request.operation(), header, more);
    }

    /** What was published in short: the values themselves are told as values. */
    private List<Attribute> published(OpcuaDatum.Structure answer) {
        OpcuaAttributes attributes = new OpcuaAttributes(limits.attributes());
        attributes.add("subscription_id", answer.text("SubscriptionId"));
        if (answer.field("NotificationMessage") instanceof OpcuaDatum.Structure message) {
            int changes = 0;
            int events = 0;
            for (OpcuaDatum part : message.items("NotificationData")) {
                if (part instanceof OpcuaDatum.Structure data) {
                    changes += count(data.field("MonitoredItems"));
                    events += count(data.field("Events"));
                    attributes.add("status_change", data.text("Status"));
                }
            }
            attributes.add("data_changes", changes == 0 ? "" : Integer.toString(changes));
            attributes.add("events", events == 0 ? "" : Integer.toString(events));
        }
        return attributes.told();
    }

    private static int count(OpcuaDatum datum) {
        return datum instanceof OpcuaDatum.Many many ? many.count() : 0;
    }

    /** Refused if every item was; the first item's reason is the operation's. */
    private static Outcome outcome(OpcuaRequest request, OpcuaDatum.Structure answer) {
        List<OpcuaDatum> results = answer.items("Results");
        if (results.isEmpty() || request.service() == OpcuaService.PUBLISH) {
            return Outcome.SUCCEEDED;
        }
        int first = OpcuaStatus.GOOD;
        for (OpcuaDatum result : results) {
            int code = status(result);
            if (!OpcuaStatus.isBad(code)) {
                return Outcome.SUCCEEDED;
            }
            first = first == OpcuaStatus.GOOD ? code : first;
        }
        return Outcome.refused(first, OpcuaStatus.name(first));
    }

    /** Status of one result, whatever its form. */
    static int status(OpcuaDatum result) {
        return switch (result) {
            case OpcuaDatum.Status status -> status.code();
            case OpcuaDatum.Sample sample -> sample.status();
            case OpcuaDatum.Structure structure
            when structure.field("StatusCode") instanceof OpcuaDatum.Status status -> status.code();
            default -> OpcuaStatus.GOOD;
        };
    }

    private void identity(@Nullable OpcuaService service, OpcuaDatum.Structure answer, Direction from, long atNanos) {
        String list = switch (service) {
            case GET_ENDPOINTS -> "Endpoints";
            case CREATE_SESSION -> "ServerEndpoints";
            case null, default -> "";
        };
        List<OpcuaDatum> endpoints = answer.items(list);
        if (!endpoints.isEmpty()
                && endpoints.getFirst() instanceof OpcuaDatum.Structure endpoint
                && endpoint.field("Server") instanceof OpcuaDatum.Structure server) {
            identities.application(server, facts, from, atNanos);
        }
        List<OpcuaDatum> servers = answer.items("Servers");
        if (service == OpcuaService.FIND_SERVERS
                && servers.size() == 1
                && servers.getFirst() instanceof OpcuaDatum.Structure server) {
            identities.application(server, facts, from, atNanos);
        }
    }

    /** Who the asking side says it is. */
    void introduced(OpcuaRequest request, Direction from, long atNanos) {
        if (request.fields().field("ClientDescription") instanceof OpcuaDatum.Structure client) {
            identities.application(client, facts, from, atNanos);
        } else if (request.fields().field("Server") instanceof OpcuaDatum.Structure server) {
            identities.registered(server, facts, from, atNanos);
        }
    }
}
