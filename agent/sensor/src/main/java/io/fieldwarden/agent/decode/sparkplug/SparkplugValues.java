package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.PayloadDecoder.PayloadValues;
import io.fieldwarden.agent.decode.PayloadDecoder.PointValue;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tells the value of a metric: one, a run of them (arrays), or a tree of named ones (data sets, templates). */
final class SparkplugValues {
    private static final Values TRUE = new Values.Bits(new byte[] {1}, 1);
    private static final Values FALSE = new Values.Bits(new byte[] {0}, 1);
    private static final int ROW = 4;

    private final Window bytes;
    private final SparkplugLimits limits;
    private final PayloadValues out;
    private final Way way;
    private int told;
    private int omitted;

    SparkplugValues(Window bytes, SparkplugLimits limits, PayloadValues out, Way way) {
        this.bytes = bytes;
        this.limits = limits;
        this.out = out;
        this.way = way;
    }

    /** Values beyond the limits. */
    int omitted() {
        return omitted;
    }

    /** Tells what {@code metric} carries; answers false if its inside is broken. */
    boolean tell(SparkplugMetric metric, Points point, int datatype, String unit) {
        return tell(metric, point, datatype, unit, 0);
    }

    private boolean tell(SparkplugMetric metric, Points point, int datatype, String unit, int depth) {
        if (metric.isNull || metric.historical) {
            return true;
        }
        switch (metric.kind) {
            case SparkplugMetric.DATASET_VALUE -> {
                return dataset(metric, point);
            }
            case SparkplugMetric.TEMPLATE_VALUE -> {
                return template(metric, point, depth);
            }
            case SparkplugMetric.BYTES_VALUE -> array(metric, point, datatype, unit);
            case SparkplugMetric.STRING_VALUE -> {
                value(point, texts(metric.string(limits)), metric.quality, unit);
            }
            case SparkplugMetric.BOOLEAN_VALUE -> value(point, metric.bits != 0 ? TRUE : FALSE, metric.quality, unit);
            case SparkplugMetric.INT_VALUE,
                    SparkplugMetric.LONG_VALUE,
                    SparkplugMetric.FLOAT_VALUE,
                    SparkplugMetric.DOUBLE_VALUE -> {
                double number = SparkplugTypes.number(metric.kind, datatype, metric.bits);
                if (datatype == SparkplugTypes.BOOLEAN) {
                    value(point, number != 0 ? TRUE : FALSE, metric.quality, unit);
                } else if (Double.isFinite(number)) {
                    value(point, numbers(number), metric.quality, unit);
                }
            }
            default -> {
                // no value, or an extension of somebody's own
            }
        }
        return true;
    }

    private static Values numbers(double number) {
        return new Values.Numbers(new double[] {number});
    }

    private static Values texts(String text) {
        return new Values.Texts(new String[] {text});
    }

    private void value(Points point, Values values, Quality quality, String unit) {
        if (told >= limits.metricsMax()) {
            omitted++;
            return;
        }
        told++;
        out.point(new PointValue(way, point, values, quality, unit));
    }

    /** Numbers of one size, little-endian (6.4.17); what is no array of numbers is told as bytes. */
    private void array(SparkplugMetric metric, Points point, int datatype, String unit) {
        int size = SparkplugTypes.elementBytes(datatype);
        if (size == 0) {
            int most = Math.min(metric.length, limits.elementsMax());
            int from = bytes.start() + metric.at;
            String hexadecimal = "0x" + HexFormat.of().formatHex(bytes.array(), from, from + most);
            value(point, texts(most < metric.length ? hexadecimal + "…" : hexadecimal), metric.quality, unit);
            return;
        }
        int count = metric.length / size;
        int most = Math.min(count, limits.elementsMax());
        omitted += count - most;
        if (most > 0) {
            double[] numbers = new double[most];
            for (int index = 0; index < most; index++) {
                numbers[index] = SparkplugTypes.element(bytes, metric.at + index * size, datatype);
            }
            value(new Points(point.space(), 0, most), new Values.Numbers(numbers), metric.quality, unit);
        }
    }

    /** Rows of columns (6.4.14): {@code metric/row/column}. */
    private boolean dataset(SparkplugMetric metric, Points point) {
        ProtoFields fields = new ProtoFields(bytes, metric.at, metric.length);
        List<String> columns = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        int row = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> {
                    if (fields.wire() == ProtoFields.LENGTH && columns.size() < limits.elementsMax()) {
                        columns.add(fields.text(limits.textCharsMax()));
                    }
                }
                case 3 -> {
                    if (fields.wire() == ProtoFields.VARINT && types.size() < limits.elementsMax()) {
                        types.add((int) Math.min(fields.value() & Long.MAX_VALUE, Integer.MAX_VALUE));
                    }
                }
                case ROW -> {
                    if (fields.wire() != ProtoFields.LENGTH
                            || !row(fields.inner(), point.space() + "/" + row++, columns, types)) {
                        return false;
                    }
                }
                default -> {
                    // the number of columns says nothing that the columns do not
                }
            }
        }
        return !fields.broken();
    }

    private boolean row(ProtoFields elements, String row, List<String> columns, List<Integer> types) {
        int column = 0;
        while (elements.next()) {
            if (elements.number() != 1 || elements.wire() != ProtoFields.LENGTH) {
                continue;
            }
            if (column >= columns.size() || told >= limits.metricsMax()) {
                omitted++;
                continue;
            }
            int type = column < types.size() ? types.get(column) : SparkplugTypes.UNKNOWN;
            if (!element(elements.inner(), Points.named(row + "/" + columns.get(column++)), type)) {
                return false;
            }
        }
        return !elements.broken();
    }

    /** Fields 1 to 6 are those of a metric from 10 on. */
    private boolean element(ProtoFields fields, Points point, int type) {
        while (fields.next()) {
            int kind = fields.number() + SparkplugMetric.INT_VALUE - 1;
            if (kind == SparkplugMetric.STRING_VALUE && fields.wire() == ProtoFields.LENGTH) {
                value(point, texts(fields.text(limits.textCharsMax())), Quality.UNSTATED, "");
            } else if (kind < SparkplugMetric.STRING_VALUE && fields.wire() != ProtoFields.LENGTH) {
                double number = SparkplugTypes.number(kind, type, fields.value());
                if (Double.isFinite(number)) {
                    value(point, numbers(number), Quality.UNSTATED, "");
                }
            }
        }
        return !fields.broken();
    }

    /** Members of a user-defined type (6.4.15): {@code metric/member}. */
    private boolean template(SparkplugMetric metric, Points point, int depth) {
        if (depth >= limits.nestingMax()) {
            omitted++;
            return true;
        }
        ProtoFields fields = new ProtoFields(bytes, metric.at, metric.length);
        while (fields.next()) {
            if (fields.number() != 2 || fields.wire() != ProtoFields.LENGTH) {
                continue;
            }
            SparkplugMetric member = SparkplugMetric.read(fields, limits);
            if (member.kind < 0) {
                return false;
            }
            Points name = Points.named(point.space() + "/" + member.name);
            if (!tell(member, name, member.datatype, member.unit, depth + 1)) {
                return false;
            }
        }
        return !fields.broken();
    }
}
