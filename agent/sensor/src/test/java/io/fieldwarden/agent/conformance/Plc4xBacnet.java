package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.w3c.dom.Element;

/** BACnet/IP in plc4x's tests: services asked, told, answered and refused, devices, objects, properties and file positions. */
public final class Plc4xBacnet extends Plc4xVectors {
    private static final int NETWORK_VERSION = 1;

    public Plc4xBacnet() {
        super("bacnet", new Spoken("bacnetip", Transport.UDP, 47_808, "BIG_ENDIAN"));
    }

    /** Acknowledgements, errors, rejections and abortions. */
    @Override
    boolean isAnswer(Plc4xSuite.Message message) {
        return message.number("ApduType") >= 2;
    }

    @Override
    int length(Plc4xSuite.Message message) {
        return message.number("bvlcLength", message.bytes().length);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return theirs && fact.contains("network version")
                ? Optional.of("bacnet-network-version")
                : super.explanation(fact, theirs);
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        for (Plc4xSuite.Message message : messages) {
            if (message.number("protocolVersionNumber") == NETWORK_VERSION) {
                service(message, facts);
            } else {
                facts.add("type " + message.one("ApduType") + " of network version "
                        + message.one("protocolVersionNumber"));
            }
        }
    }

    private static void service(Plc4xSuite.Message message, List<String> facts) {
        String service = message.one("BACnetConfirmedServiceChoice");
        switch (message.number("ApduType")) {
            case 0 -> {
                facts.add("asked " + service);
                request(message, facts);
            }
            case 1 -> {
                facts.add("told " + message.one("BACnetUnconfirmedServiceChoice"));
                request(message, facts);
            }
            case 2, 3 -> facts.add("answered " + service);
            case 5 -> facts.add("refused error " + inside(message, "ErrorCodeTagged"));
            case 6 -> facts.add("refused reject " + inside(message, "BACnetRejectReasonTagged"));
            case 7 -> facts.add("refused abort " + inside(message, "BACnetAbortReasonTagged"));
            default -> {
                // segment acknowledgements, and messages of the network layer
            }
        }
    }

    private static String inside(Plc4xSuite.Message message, String part) {
        return message.parts(part).isEmpty()
                ? ""
                : message.parts(part).getFirst().one("value");
    }

    private static void request(Plc4xSuite.Message message, List<String> facts) {
        for (Plc4xSuite.Message object : message.parts("BACnetTagPayloadObjectIdentifier")) {
            facts.add("object " + name(object) + "," + object.one("instanceNumber"));
        }
        for (Plc4xSuite.Message property : message.parts("BACnetPropertyIdentifierTagged")) {
            facts.add("property " + property.one("value"));
        }
        add("limit", message, "deviceInstanceRangeLowLimit", facts);
        add("limit", message, "deviceInstanceRangeHighLimit", facts);
        add("max apdu", message, "maximumApduLengthAcceptedLength", facts);
        add("position", message, "fileStartPosition", facts);
        add("vendor", message, "vendorId", facts);
        for (Plc4xSuite.Message named : message.parts("objectName")) {
            facts.add("name "
                    + named.parts("BACnetTagPayloadCharacterString").getFirst().one("value"));
        }
        if (message.has("password")) {
            facts.add("password");
        }
        if (message.has("BACnetTagPayloadDate")) {
            Plc4xSuite.Message date = message.parts("BACnetTagPayloadDate").getFirst();
            Plc4xSuite.Message time = message.parts("BACnetTagPayloadTime").getFirst();
            facts.add(String.format(
                    Locale.ROOT,
                    "time %04d-%02d-%02d %02d:%02d:%02d.%02d",
                    1900 + date.number("yearMinus1900"),
                    date.number("month"),
                    date.number("dayOfMonth"),
                    time.number("hour"),
                    time.number("minute"),
                    time.number("second"),
                    time.number("fractional")));
        }
    }

    /** The number of a tagged field, whatever its width. */
    private static void add(String what, Plc4xSuite.Message message, String field, List<String> facts) {
        for (Plc4xSuite.Message tagged : message.parts(field)) {
            for (String leaf :
                    List.of("value", "valueUint8", "valueUint16", "valueUint24", "valueInt8", "valueInt16")) {
                if (tagged.has(leaf)) {
                    facts.add(what + " " + tagged.one(leaf));
                    break;
                }
            }
        }
    }

    private static String name(Plc4xSuite.Message object) {
        Element type = object.parts("objectType").getFirst().fields();
        return type.getAttribute("stringRepresentation")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : run.operations()) {
            BacnetWireshark.ours(seen, facts);
            if (!seen.operation().attribute("request").equals("not_seen")) {
                for (int sent = 0; sent <= BacnetNumbers.retries(seen.operation()); sent++) {
                    request(seen.operation(), facts);
                }
            }
        }
        for (ValueSeen seen : run.values()) {
            if (seen.way() == ValueSeen.Way.REPORTED) {
                String property = seen.points().space().replaceAll(".*/([a-z-]+)$", "$1");
                facts.add("property " + BacnetNumbers.property(property));
            }
        }
    }

    private static void request(Operation operation, List<String> facts) {
        List<String> objects = new ArrayList<>();
        for (String field : List.of("device", "object", "file", "initiating_device", "monitored_object")) {
            objects.add(operation.attribute(field));
        }
        objects.stream().filter(object -> !object.isEmpty()).forEach(object -> facts.add("object " + object));
        String property = operation.attribute("property");
        if (!property.isEmpty()) {
            String[] path = property.split("/");
            facts.add("property " + BacnetNumbers.property(path[path.length - 1]));
            if (path.length > 1) {
                facts.add("object " + path[0]);
            }
        }
        tell("limit", operation.attribute("low_limit"), facts);
        tell("limit", operation.attribute("high_limit"), facts);
        tell("max apdu", operation.attribute("max_apdu"), facts);
        tell("vendor", operation.attribute("vendor"), facts);
        tell("name", operation.attribute("object_name"), facts);
        tell("position", operation.attribute("file_start_position"), facts);
        if (!operation.attribute("stream_access").isEmpty()) {
            tell("position", operation.attribute("stream_access").replaceAll("\\{(-?\\d+).*", "$1"), facts);
        }
        if (!operation.attribute("password").isEmpty()) {
            facts.add("password");
        }
        if (!operation.attribute("time").isEmpty()) {
            facts.add("time " + operation.attribute("date") + " " + operation.attribute("time"));
        }
    }

    private static void tell(String what, String value, List<String> facts) {
        if (!value.isEmpty()) {
            facts.add(what + " " + value);
        }
    }
}
