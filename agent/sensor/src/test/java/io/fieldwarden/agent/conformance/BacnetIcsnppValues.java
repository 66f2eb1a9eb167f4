package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ICSNPP's BACnet logs of properties, discovery and device control, field by field. */
public final class BacnetIcsnppValues implements Opinion {
    private static final String PROPERTIES = "bacnet_property.log";
    private static final String DISCOVERY = "bacnet_discovery.log";
    private static final String CONTROL = "bacnet_device_control.log";
    /** What BTest puts where a number looks like a time stamp. */
    private static final String MASKED = "XXXX";

    private static final Pattern POINT = Pattern.compile("([^/]+,\\d+)/([^/]+)(/\\d+)?$");
    private static final int DECIMALS = 6;

    @Override
    public String protocol() {
        return "bacnet";
    }

    @Override
    public String whose() {
        return "icsnpp values";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("bacapp")
                && (ZeekLog.beside(subject, PROPERTIES)
                        || ZeekLog.beside(subject, DISCOVERY)
                        || ZeekLog.beside(subject, CONTROL));
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> valued = new HashSet<>();
        List<ZeekLog.Row> properties = ZeekLog.rows(subject, PROPERTIES);
        List<ZeekLog.Row> discovery = ZeekLog.rows(subject, DISCOVERY);
        List<ZeekLog.Row> control = ZeekLog.rows(subject, CONTROL);
        boolean many = properties.stream()
                .anyMatch(row -> row.get("pdu_service").replace('_', '-').startsWith("write-property-multiple"));
        properties.forEach(row -> property(row, theirs, valued));
        discovery.forEach(row -> discovered(row, theirs));
        control.forEach(row -> controlled(row, theirs));
        List<String> ours = new ArrayList<>();
        for (Observation observation : subject.run().observations()) {
            if (observation instanceof OperationSeen seen
                    && seen.operation().protocol().equals("bacnet")) {
                if (many || !seen.operation().name().equals("write_property_multiple")) {
                    operation(seen.operation(), !properties.isEmpty(), !discovery.isEmpty(), ours);
                }
                if (!control.isEmpty()) {
                    control(seen.operation(), ours);
                }
            } else if (observation instanceof ValueSeen seen
                    && seen.connection().protocol().equals("bacnet")
                    && seen.way() == ValueSeen.Way.READ) {
                values(seen, valued, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean empty = theirs && (fact.startsWith("i-have") || fact.startsWith("value")) && fact.endsWith(" ");
        boolean foreign = !theirs && fact.chars().anyMatch(letter -> letter > '~');
        return empty || foreign ? Optional.of("bacnet-icsnpp-texts") : Optional.empty();
    }

    private static void property(ZeekLog.Row row, List<String> facts, Set<String> valued) {
        String service = row.get("pdu_service").replace('_', '-');
        String object = row.get("object_type") + "," + row.get("instance_number");
        String index = row.get("array_index");
        String point = object + "/" + row.get("property");
        boolean range = service.startsWith("read-range");
        String indexed = index.isEmpty() || range ? point : point + "/" + index;
        if (service.matches("read-(property(-multiple)?|range)-request|write-property(-multiple)?(-request)?")) {
            facts.add("asks " + indexed);
        } else if (service.matches("read-property(-multiple)?-ack")
                && !row.get("value").contains(MASKED)) {
            valued.add(indexed);
            facts.add("value " + indexed + " = " + value(row.get("value")));
        }
    }

    private static void discovered(ZeekLog.Row row, List<String> facts) {
        String object =
                row.get("object_type").isEmpty() ? "" : row.get("object_type") + "," + row.get("instance_number");
        String name = row.get("object_name").replace("N/A", "");
        String range = row.get("range").equals("All") ? "" : row.get("range").replaceAll("[^0-9]+", "-");
        switch (row.get("pdu_service").replace('_', '-')) {
            case "i-am" -> facts.add("i-am " + object);
            case "who-is" -> facts.add("who-is " + range);
            case "i-have" ->
                facts.add("i-have " + row.get("device_id_type") + "," + row.get("device_id_number") + " " + object + " "
                        + name);
            case "who-has" -> facts.add("who-has " + object + " " + name + " " + range);
            default -> {}
        }
    }

    private static void controlled(ZeekLog.Row row, List<String> facts) {
        facts.add("control " + letters(row.get("pdu_service")) + " " + letters(row.get("device_state")) + " "
                + row.get("time_duration"));
    }

    private static void operation(Operation operation, boolean properties, boolean discovery, List<String> facts) {
        String name = operation.name();
        boolean seen = !operation.attribute("request").equals("not seen");
        if (properties && seen && name.matches("read_property|write_property|read_range")) {
            asked(String.valueOf(operation.points()), operation, facts);
        } else if (properties && seen && name.endsWith("_property_multiple") && !name.startsWith("subscribe")) {
            for (Attribute attribute : operation.attributes()) {
                if (attribute.name().equals("property")) {
                    asked(attribute.value(), operation, facts);
                }
            }
        } else if (discovery) {
            discovery(operation, name, facts);
        }
    }

    private static void discovery(Operation operation, String name, List<String> facts) {
        String object = operation.attribute("object");
        String low = operation.attribute("low_limit");
        String range = low.isEmpty() ? "" : low + "-" + operation.attribute("high_limit");
        switch (name) {
            case "i_am" -> facts.add("i-am " + operation.attribute("device"));
            case "who_is" -> facts.add("who-is " + range);
            case "i_have" ->
                facts.add("i-have " + operation.attribute("device") + " " + object + " "
                        + operation.attribute("object_name"));
            case "who_has" -> facts.add("who-has " + object + " " + operation.attribute("object_name") + " " + range);
            default -> {}
        }
    }

    private static void control(Operation operation, List<String> facts) {
        boolean seen = !operation.attribute("request").equals("not seen");
        if (seen && operation.name().matches("reinitialize_device|device_communication_control")) {
            facts.add("control " + letters(operation.name()) + " " + letters(operation.attribute("device_state")) + " "
                    + operation.attribute("time_duration"));
        }
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static void asked(String point, Operation operation, List<String> facts) {
        Matcher found = POINT.matcher(point);
        if (found.find()) {
            facts.addAll(Collections.nCopies(1 + BacnetNumbers.retries(operation), "asks " + found.group()));
        }
    }

    private static void values(ValueSeen seen, Set<String> valued, List<String> facts) {
        int count = seen.points().count();
        for (int index = 0; index < count; index++) {
            Matcher found = POINT.matcher(seen.points().name(index));
            if (!found.find()) {
                continue;
            }
            String point = count > 1 ? found.group(1) + "/" + found.group(2) : found.group();
            if (valued.contains(point)) {
                facts.add("value " + point + " = " + value(seen.values().text(index)));
            }
        }
    }

    /** Six decimals; truths as numbers; an object as we write it; bits without those that only fill the last octet. */
    private static String value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? "1" : "0";
        }
        if (text.matches("[TF]+")) {
            return text.replaceFirst("F+$", "");
        }
        if (text.equals("null")) {
            return "";
        }
        try {
            return new BigDecimal(text)
                    .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            return text.replaceFirst("^([a-z-]+): (\\d+)$", "$1,$2");
        }
    }
}
