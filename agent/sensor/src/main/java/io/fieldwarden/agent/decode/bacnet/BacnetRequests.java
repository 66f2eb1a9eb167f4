package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetRequest.Written;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is asked: confirmed and unconfirmed requests (clauses 13 to 17). */
final class BacnetRequests {
    /** The one fault that is not the message's but our limit's. */
    static final String TOO_DEEP = "constructed values nest deeper than the limit";

    private final BacnetFacts facts;
    private final BacnetLimits limits;
    private final BacnetProperties properties;
    private final BacnetLists lists;
    private final BacnetParameters parameters;

    BacnetRequests(BacnetFacts facts, BacnetProperties properties) {
        this.facts = facts;
        this.limits = facts.limits();
        this.properties = properties;
        lists = new BacnetLists(limits.depthMax());
        parameters = new BacnetParameters(limits);
    }

    /** A request of a service the standard does not define. */
    BacnetRequest unknown(BacnetMessage message, boolean confirmed, int choice) {
        String kind = confirmed ? "confirmed" : "unconfirmed";
        facts.anomaly(message, BacnetAnomaly.UNKNOWN_SERVICE, kind + " service " + choice);
        return request(kind + "_service_" + choice, choice, Access.EXECUTE, null, message.attributes());
    }

    /** The request of {@code service} whose parameters lie from {@code at} to {@code end} of {@code bytes}. */
    BacnetRequest read(BacnetMessage message, BacnetService service, Window bytes, int at, int end) {
        return switch (service) {
            case READ_PROPERTY_MULTIPLE, WRITE_PROPERTY_MULTIPLE -> multiple(message, service, bytes, at, end);
            case AUTHENTICATE, REQUEST_KEY, AUTH_REQUEST, READ_PROPERTY_CONDITIONAL ->
                request(service, null, message.attributes(), List.of());
            default -> single(message, service, bytes, at, end);
        };
    }

    private BacnetRequest single(BacnetMessage message, BacnetService service, Window bytes, int at, int end) {
        List<Attribute> attributes = message.attributes();
        List<Written> written = new ArrayList<>();
        fault(message, parameters.read(service.request, bytes, at, end, attributes));
        if (parameters.constructed >= 0) {
            constructed(service, bytes, attributes);
        }
        Points point = null;
        if (parameters.object >= 0 && parameters.property >= 0) {
            String owner = facts.owner(message, !service.confirmed);
            String name = properties.name(owner, parameters.object, (int) parameters.property);
            point = BacnetProperties.point(name, parameters.index);
            if (service == BacnetService.WRITE_PROPERTY && parameters.constructed >= 0) {
                Written value = properties.value(name, parameters.index, bytes, parameters.from, parameters.to);
                if (value != null) {
                    written.add(value);
                }
            }
        }
        return request(service, point, attributes, written);
    }

    /** Parameters that are read apart: which object, property or part of a file it is about. */
    private void constructed(BacnetService service, Window bytes, List<Attribute> attributes) {
        BacnetTag tag = new BacnetTag();
        int at = parameters.from;
        int to = parameters.to;
        if (!tag.read(bytes, at, to)) {
            return;
        }
        switch (service) {
            case SUBSCRIBE_COV_PROPERTY -> {
                parameters.property = tag.unsigned(bytes) & 0xFFFF_FFFFL;
                if (tag.read(bytes, tag.next, to)) {
                    parameters.index = tag.unsigned(bytes) & 0xFFFF_FFFFL;
                }
                attributes.add(
                        new Attribute("property", BacnetNames.of(BacnetNames.Kind.PROPERTY, parameters.property)));
            }
            case CREATE_OBJECT -> {
                String object = tag.is(0)
                        ? BacnetNames.of(BacnetNames.Kind.OBJECT, tag.unsigned(bytes))
                        : BacnetText.of(bytes, tag, BacnetTag.OBJECT, limits.textChars());
                attributes.add(new Attribute("object", object));
            }
            case ATOMIC_WRITE_FILE -> {
                String name = parameters.constructed == 0 ? "file_start_position" : "file_start_record";
                attributes.add(new Attribute(name, Long.toString(BacnetText.signed(bytes, tag))));
                if (parameters.constructed == 0 && tag.read(bytes, tag.next, to)) {
                    attributes.add(new Attribute("octets", Integer.toString(tag.length)));
                }
            }
            default -> {}
        }
    }

    private BacnetRequest multiple(BacnetMessage message, BacnetService service, Window bytes, int at, int end) {
        List<Attribute> attributes = message.attributes();
        List<Written> written = new ArrayList<>();
        List<Points> points = new ArrayList<>();
        String owner = facts.owner(message, false);
        int fixed = attributes.size();
        boolean good = lists.objects(
                bytes,
                at,
                end,
                (object, from, to) -> lists.properties(bytes, from, to, 0, entry -> {
                    String name = properties.name(owner, object, entry.property);
                    points.add(BacnetProperties.point(name, entry.index));
                    if (attributes.size() - fixed < limits.propertiesMax()) {
                        attributes.add(
                                new Attribute("property", points.getLast().toString()));
                        if (entry.priority >= 0) {
                            attributes.add(new Attribute("priority", Long.toString(entry.priority)));
                        }
                    }
                    if (entry.from >= 0 && written.size() < limits.valuesMax()) {
                        Written value = properties.value(name, entry.index, bytes, entry.from, entry.to);
                        if (value != null) {
                            written.add(value);
                        }
                    }
                }));
        fault(message, good ? "" : "list of objects and properties does not nest");
        return request(service, points.size() == 1 ? points.getFirst() : null, attributes, written);
    }

    private void fault(BacnetMessage message, String fault) {
        if (fault.equals(TOO_DEEP)) {
            facts.anomaly(message, BacnetAnomaly.NESTED_TOO_DEEP, fault + " of " + limits.depthMax());
        } else if (!fault.isEmpty()) {
            facts.anomaly(message, BacnetAnomaly.BAD_TAG, fault);
        }
    }

    private static BacnetRequest request(
            BacnetService service, @Nullable Points point, List<Attribute> attributes, List<Written> written) {
        Operation operation = new Operation(
                BacnetDecoder.PROTOCOL, service.choice, service.title, service.access, "", point, attributes);
        return new BacnetRequest(operation, service.choice, List.copyOf(written));
    }

    private static BacnetRequest request(
            String name, int choice, Access access, @Nullable Points point, List<Attribute> attributes) {
        Operation operation = new Operation(BacnetDecoder.PROTOCOL, choice, name, access, "", point, attributes);
        return new BacnetRequest(operation, choice, List.of());
    }
}
