package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.sparkplug.SparkplugNode.Known;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations, and the intent of commands: what stands under {@code Node Control} and {@code Device Control} acts on the node. */
final class SparkplugCommands {
    private static final Map<String, Access> CONTROLS =
            Map.of("rebirth", Access.EXECUTE, "reboot", Access.EXECUTE, "next server", Access.CONFIGURE);

    /** Metrics of a birth that say what the publisher is (6.4.20 recommends them under {@code Properties}). */
    private static final Map<String, String> FACTS = Map.of(
            "hardware make", "vendor",
            "hardware model", "model",
            "hardware version", "hardware",
            "fw", "firmware",
            "firmware version", "firmware",
            "serial number", "serial",
            "os", "os",
            "os version", "os_version");

    private SparkplugCommands() {}

    /** The fact that a metric of that name states about its publisher; empty if it states none. */
    static String fact(String name) {
        int slash = name.lastIndexOf('/');
        String parent = slash < 0 ? "" : name.substring(0, slash).toLowerCase(Locale.ROOT);
        boolean describes = parent.endsWith("properties") || parent.endsWith("info");
        return describes ? FACTS.getOrDefault(name.substring(slash + 1).toLowerCase(Locale.ROOT), "") : "";
    }

    /** Who a message is about. */
    static List<Attribute> address(SparkplugTopic topic, SparkplugLimits limits) {
        List<Attribute> attributes = new ArrayList<>(8);
        attributes.add(new Attribute("group_id", bounded(topic.group(), limits)));
        attributes.add(new Attribute("edge_node_id", bounded(topic.node(), limits)));
        if (!topic.device().isEmpty()) {
            attributes.add(new Attribute("device_id", bounded(topic.device(), limits)));
        }
        return attributes;
    }

    private static String bounded(String text, SparkplugLimits limits) {
        return text.length() <= limits.textCharsMax() ? text : text.substring(0, limits.textCharsMax());
    }

    static Operation operation(
            SparkplugTopic topic, Access access, @Nullable Points points, List<Attribute> attributes) {
        return new Operation(
                SparkplugDecoder.FORMAT, -1, topic.type().label(), access, topic.nodeKey(), points, attributes);
    }

    /** The command of one metric. */
    static Operation operation(SparkplugTopic topic, SparkplugMetric metric, Known known, SparkplugLimits limits) {
        List<Attribute> attributes = address(topic, limits);
        attributes.add(new Attribute("metric", known.name()));
        String value = metric.text(known.datatype(), limits);
        if (!value.isEmpty()) {
            attributes.add(new Attribute("value", value));
        }
        return operation(topic, access(known.name()), known.points(), attributes);
    }

    private static Access access(String name) {
        int slash = name.indexOf('/');
        String parent = slash < 0 ? "" : name.substring(0, slash).toLowerCase(Locale.ROOT);
        if (!parent.equals("node control") && !parent.equals("device control")) {
            return Access.WRITE;
        }
        return CONTROLS.getOrDefault(name.substring(slash + 1).toLowerCase(Locale.ROOT), Access.CONFIGURE);
    }
}
