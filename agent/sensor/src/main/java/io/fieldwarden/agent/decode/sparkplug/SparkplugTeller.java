package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.sparkplug.SparkplugNode.Known;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.util.ArrayList;
import java.util.List;

/** Tells one message of an edge node or to it. */
final class SparkplugTeller {
    static final String BD_SEQ = "bdSeq";
    private static final int SEQ_MAX = 255;

    private final SparkplugTopic topic;
    private final SparkplugNode node;
    private final SparkplugLimits limits;
    private final PayloadValues values;
    private int findings;

    SparkplugTeller(SparkplugTopic topic, SparkplugNode node, SparkplugLimits limits, PayloadValues values) {
        this.topic = topic;
        this.node = node;
        this.limits = limits;
        this.values = values;
    }

    void tell(Window bytes) {
        SparkplugPayload payload = SparkplugPayload.read(bytes, limits);
        if (payload == null) {
            String detail = topic.type() + " of " + bytes.length() + " bytes is no message of Sparkplug B";
            found(SparkplugAnomaly.MALFORMED_PAYLOAD, detail);
            return;
        }
        session(payload);
        if (!topic.type().isCommand()) {
            values.operation(operation(payload));
        }
        metrics(bytes, payload);
        if (topic.type().isBirth()) {
            identity(payload);
        }
    }

    private void found(SparkplugAnomaly anomaly, String detail) {
        if (findings++ < limits.findingsMax()) {
            values.anomaly(anomaly, topic.nodeKey() + ": " + detail);
        }
    }

    /** Births and deaths, and the order of what is between them. */
    private void session(SparkplugPayload payload) {
        SparkplugTopic.Type type = topic.type();
        if (type == SparkplugTopic.Type.NBIRTH || type == SparkplugTopic.Type.NDEATH) {
            long bdSeq = bdSeq(payload);
            if (bdSeq == SparkplugNode.UNKNOWN && !payload.compressed()) {
                found(SparkplugAnomaly.BDSEQ_MISSING, type + " without bdSeq");
            } else if (type == SparkplugTopic.Type.NDEATH
                    && node.born()
                    && node.bdSeq() >= 0
                    && bdSeq != node.bdSeq()) {
                found(SparkplugAnomaly.BDSEQ_MISMATCH, "death of session " + bdSeq + ", expected " + node.bdSeq());
            }
            if (type == SparkplugTopic.Type.NBIRTH) {
                node.birth(payload.timestamp(), bdSeq);
            }
        }
        if (type.isSequenced()) {
            sequence(payload.seq());
        }
    }

    private void sequence(long seq) {
        if (seq < 0) {
            found(SparkplugAnomaly.SEQUENCE_MISSING, topic.type() + " without sequence number");
        } else if (seq > SEQ_MAX) {
            found(SparkplugAnomaly.SEQUENCE_OUT_OF_RANGE, "sequence number " + seq + ", expected 0 to 255");
        } else {
            int expected = node.follow(values.flow(), (int) seq, topic.type() == SparkplugTopic.Type.NBIRTH);
            if (expected >= 0) {
                found(SparkplugAnomaly.SEQUENCE_GAP, "sequence number " + seq + ", expected " + expected);
            }
        }
    }

    private static long bdSeq(SparkplugPayload payload) {
        for (SparkplugMetric metric : payload.metrics()) {
            if (metric.name.equals(BD_SEQ) && metric.kind <= SparkplugMetric.LONG_VALUE && metric.kind > 0) {
                return metric.bits;
            }
        }
        return SparkplugNode.UNKNOWN;
    }

    private void metrics(Window bytes, SparkplugPayload payload) {
        boolean command = topic.type().isCommand();
        SparkplugValues told = new SparkplugValues(bytes, limits, values, command ? Way.WRITTEN : Way.REPORTED);
        for (SparkplugMetric metric : payload.metrics()) {
            Known known = resolve(metric);
            if (command) {
                values.operation(SparkplugCommands.operation(topic, metric, known, limits));
            }
            String unit = metric.unit.isEmpty() ? known.unit() : metric.unit;
            if (!told.tell(metric, known.points(), known.datatype(), unit)) {
                found(SparkplugAnomaly.MALFORMED_PAYLOAD, "value of " + known.name() + " is broken");
            }
        }
        int omitted = told.omitted() + payload.omitted();
        if (omitted > 0) {
            values.omitted(omitted);
        }
    }

    /** What a metric stands for; a birth says so, anything after it may leave out what the birth said. */
    private Known resolve(SparkplugMetric metric) {
        boolean birth = topic.type().isBirth();
        Known known = birth ? null : node.known(metric, topic.base());
        int datatype = metric.datatype != SparkplugMetric.NO_DATATYPE || known == null
                ? Math.max(metric.datatype, SparkplugTypes.UNKNOWN)
                : known.datatype();
        if (known != null) {
            return datatype == known.datatype()
                    ? known
                    : new Known(known.points(), known.name(), datatype, known.unit());
        }
        String name = !metric.name.isEmpty() ? metric.name : "alias/" + Long.toUnsignedString(metric.alias);
        Known made = new Known(Points.named(topic.base() + "#" + name), name, datatype, metric.unit);
        if (birth) {
            introduce(metric, made);
        } else if (metric.name.isEmpty() && node.born()) {
            found(SparkplugAnomaly.ALIAS_UNKNOWN, "alias " + Long.toUnsignedString(metric.alias) + " has no birth");
        }
        return made;
    }

    private void introduce(SparkplugMetric metric, Known made) {
        if (metric.name.isEmpty()) {
            found(SparkplugAnomaly.NAME_MISSING, "metric of a birth without name");
        }
        if (!SparkplugTypes.isDefined(metric.datatype)) {
            found(SparkplugAnomaly.DATATYPE_INVALID, "data type " + metric.datatype + " of " + made.name());
        }
        Known other = node.introduce(metric, made);
        if (other != null) {
            String alias = Long.toUnsignedString(metric.alias);
            found(SparkplugAnomaly.ALIAS_REUSED, "alias " + alias + " of " + other.name() + " is also " + made.name());
        }
    }

    /** Data repeat, so theirs is kept; births and deaths say more. */
    private Operation operation(SparkplugPayload payload) {
        SparkplugTopic.Type type = topic.type();
        boolean data = type == SparkplugTopic.Type.NDATA || type == SparkplugTopic.Type.DDATA;
        String key = type + "/" + topic.device() + (payload.compressed() ? "/compressed" : "");
        Operation kept = data ? node.operation(key) : null;
        if (kept != null) {
            return kept;
        }
        List<Attribute> attributes = SparkplugCommands.address(topic, limits);
        if (payload.compressed()) {
            attributes.add(new Attribute("compressed", "true"));
        }
        if (!data) {
            number(attributes, "timestamp", payload.timestamp());
            number(attributes, "seq", payload.seq());
            number(attributes, BD_SEQ, bdSeq(payload));
            number(attributes, "metric_count", payload.metrics().size() + payload.omitted());
        }
        Operation operation = SparkplugCommands.operation(topic, type.access(), null, attributes);
        if (data) {
            node.keep(key, operation);
        }
        return operation;
    }

    private static void number(List<Attribute> attributes, String name, long value) {
        if (value >= 0) {
            attributes.add(new Attribute(name, Long.toString(value)));
        }
    }

    private void identity(SparkplugPayload payload) {
        List<Attribute> facts = new ArrayList<>();
        for (SparkplugMetric metric : payload.metrics()) {
            String fact = SparkplugCommands.fact(metric.name);
            if (!fact.isEmpty() && metric.kind == SparkplugMetric.STRING_VALUE) {
                facts.add(new Attribute(fact, metric.string(limits)));
            }
        }
        List<Attribute> all = SparkplugCommands.address(topic, limits);
        all.addFirst(new Attribute("name", topic.device().isEmpty() ? topic.node() : topic.device()));
        all.addAll(facts);
        if (!node.identified(topic.device(), all) && values.identity(SparkplugDecoder.FORMAT, all)) {
            node.identify(topic.device(), all);
        }
    }
}
