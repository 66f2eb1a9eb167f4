package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.Values;

/** One metric as it stands in a payload (6.4.6). */
final class SparkplugMetric {
    static final int INT_VALUE = 10;
    static final int LONG_VALUE = 11;
    static final int FLOAT_VALUE = 12;
    static final int DOUBLE_VALUE = 13;
    static final int BOOLEAN_VALUE = 14;
    static final int STRING_VALUE = 15;
    static final int BYTES_VALUE = 16;
    static final int DATASET_VALUE = 17;
    static final int TEMPLATE_VALUE = 18;
    static final int EXTENSION_VALUE = 19;
    static final int NO_DATATYPE = -1;

    private static final int GOOD = 192;
    private static final int STALE = 500;

    String name = "";
    boolean hasAlias;
    long alias;
    int datatype = NO_DATATYPE;
    boolean historical;
    boolean isNull;
    /** Field that carries the value; 0 if there is none. */
    int kind;
    /** The value if it is a number or a truth. */
    long bits;
    /** The value otherwise. */
    int at;

    int length;
    Quality quality = Quality.UNSTATED;
    String unit = "";

    private final Window bytes;

    private SparkplugMetric(Window bytes) {
        this.bytes = bytes;
    }

    /** The value if it is a text, bounded. */
    String string(SparkplugLimits limits) {
        return ProtoFields.text(bytes, at, length, limits.textCharsMax());
    }

    /** The value as a person would write it; empty if it is none of one part. */
    String text(int asDatatype, SparkplugLimits limits) {
        return switch (kind) {
            case STRING_VALUE -> string(limits);
            case BOOLEAN_VALUE -> Boolean.toString(bits != 0);
            case INT_VALUE, LONG_VALUE, FLOAT_VALUE, DOUBLE_VALUE ->
                new Values.Numbers(new double[] {SparkplugTypes.number(kind, asDatatype, bits)}).text(0);
            default -> "";
        };
    }

    /** Reads the metric that {@code outer} stands at; {@link #kind} is negative if it is broken. */
    static SparkplugMetric read(ProtoFields outer, SparkplugLimits limits) {
        SparkplugMetric metric = new SparkplugMetric(outer.bytes());
        ProtoFields fields = outer.inner();
        boolean sound = true;
        while (fields.next()) {
            sound &= metric.take(fields, limits);
        }
        if (fields.broken() || !sound) {
            metric.kind = -1;
        }
        return metric;
    }

    private boolean take(ProtoFields fields, SparkplugLimits limits) {
        int number = fields.number();
        if (number > EXTENSION_VALUE) {
            return true; // of a later version
        }
        if (fields.wire() != wire(number)) {
            return false;
        }
        switch (number) {
            case 1 -> name = fields.text(limits.textCharsMax());
            case 2 -> {
                alias = fields.value();
                hasAlias = true;
            }
            case 4 -> datatype = (int) Math.min(fields.value() & Long.MAX_VALUE, Integer.MAX_VALUE);
            case 5 -> historical = fields.value() != 0;
            case 7 -> isNull = fields.value() != 0;
            case 9 -> {
                return properties(fields.inner(), limits);
            }
            default -> {
                if (number >= INT_VALUE) {
                    kind = number;
                    bits = fields.value();
                    at = fields.at();
                    length = fields.length();
                }
            }
        }
        return true;
    }

    private static int wire(int number) {
        return switch (number) {
            case 1, 8, 9, STRING_VALUE, BYTES_VALUE, DATASET_VALUE, TEMPLATE_VALUE, EXTENSION_VALUE ->
                ProtoFields.LENGTH;
            case FLOAT_VALUE -> ProtoFields.FIXED32;
            case DOUBLE_VALUE -> ProtoFields.FIXED64;
            default -> ProtoFields.VARINT;
        };
    }

    /** Keys and values stand in two lists of their own (6.4.9): the first key goes with the first value. */
    private boolean properties(ProtoFields fields, SparkplugLimits limits) {
        String[] keys = new String[limits.elementsMax()];
        int keyCount = 0;
        int valueCount = 0;
        while (fields.next()) {
            if (fields.wire() != ProtoFields.LENGTH) {
                return false;
            }
            if (fields.number() == 1 && keyCount < keys.length) {
                keys[keyCount++] = fields.text(limits.textCharsMax());
            } else if (fields.number() == 2 && valueCount < keyCount) {
                if (!property(keys[valueCount++], fields.inner(), limits)) {
                    return false;
                }
            }
        }
        return !fields.broken();
    }

    private boolean property(String key, ProtoFields fields, SparkplugLimits limits) {
        while (fields.next()) {
            boolean text = fields.number() == 8 && fields.wire() == ProtoFields.LENGTH;
            boolean whole = (fields.number() == 3 || fields.number() == 4) && fields.wire() == ProtoFields.VARINT;
            if (text && key.equalsIgnoreCase("engUnit")) {
                unit = fields.text(limits.textCharsMax());
            } else if (whole && key.equalsIgnoreCase("Quality")) {
                quality = quality(fields.value());
            }
        }
        return !fields.broken();
    }

    /** 0 is bad, 192 good, 500 stale (6.4.13); hosts that speak OPC use its other codes, whose top bits say the same. */
    private static Quality quality(long code) {
        if (code == STALE) {
            return Quality.UNCERTAIN;
        }
        return switch ((int) (code & GOOD)) {
            case 0 -> Quality.BAD;
            case GOOD -> Quality.GOOD;
            default -> Quality.UNCERTAIN;
        };
    }
}
