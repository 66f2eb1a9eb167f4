package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;
import java.util.Map;

/** Sparkplug B (Eclipse Sparkplug 3.0): metrics of edge nodes and their devices, with their births, deaths and commands. */
public final class SparkplugDecoder implements PayloadDecoder {
    static final String FORMAT = "sparkplug";

    private final SparkplugLimits limits;
    private final Map<String, SparkplugTopic> topics;
    private final Map<String, SparkplugNode> nodes;

    /** As {@link java.util.ServiceLoader} makes it. */
    public SparkplugDecoder() {
        this(SparkplugLimits.DEFAULT);
    }

    public SparkplugDecoder(SparkplugLimits limits) {
        this.limits = limits;
        topics = SparkplugNode.bounded(limits.nodesMax() * 4);
        nodes = SparkplugNode.bounded(limits.nodesMax());
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public boolean boundToTopics() {
        return true;
    }

    @Override
    public boolean decode(String topic, Window payload, PayloadValues values) {
        if (!topic.startsWith("spBv1.0/") && !topic.startsWith("STATE/")) {
            return false;
        }
        String host = SparkplugTopic.host(topic);
        if (!host.isEmpty()) {
            return new SparkplugState(limits, values).tell(topic, host, payload);
        }
        SparkplugTopic known = topics.get(topic);
        SparkplugTopic parsed = known == null ? SparkplugTopic.of(topic) : known;
        if (parsed == null || payload.length() > limits.bytesMax() || isJson(payload)) {
            return false;
        }
        if (known == null) {
            topics.put(topic, parsed);
        }
        SparkplugNode node = nodes.get(parsed.nodeKey());
        if (node == null) {
            node = new SparkplugNode(limits);
            nodes.put(parsed.nodeKey(), node);
        }
        new SparkplugTeller(parsed, node, limits, values).tell(payload);
        return true;
    }

    /** Some gateways publish JSON under these topics: that is for the format it is. */
    private static boolean isJson(Window payload) {
        return payload.length() > 0 && payload.u8(0) == '{';
    }
}
