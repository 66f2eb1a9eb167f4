package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * The properties of one packet (2.2.2), in the order of the wire.
 *
 * @param entries those kept; their number is bounded
 */
public record MqttProperties(List<Entry> entries) {

    /** Of a packet without any, and of every packet before version 5. */
    public static final MqttProperties NONE = new MqttProperties(List.of());

    /**
     * One property.
     *
     * @param property which
     * @param number its value if it is a number, its length in bytes if it is binary data
     * @param text its value if it is a text; {@code name=value} for a user property; otherwise empty
     */
    public record Entry(MqttProperty property, long number, String text) {

        String shown() {
            return switch (property.kind()) {
                case TEXT, PAIR -> text;
                case BINARY -> number + " bytes";
                case FLAG, U16, U16_NOT_ZERO, U32, U32_NOT_ZERO, VARINT_NOT_ZERO -> Long.toString(number);
            };
        }
    }

    public MqttProperties {
        entries = List.copyOf(entries);
    }

    /** The number of the first such property, or {@code otherwise}. */
    long number(MqttProperty property, long otherwise) {
        for (Entry entry : entries) {
            if (entry.property == property) {
                return entry.number;
            }
        }
        return otherwise;
    }

    /** The text of the first such property, or an empty text. */
    String text(MqttProperty property) {
        for (Entry entry : entries) {
            if (entry.property == property) {
                return entry.text;
            }
        }
        return "";
    }

    void describe(String prefix, List<Attribute> into) {
        for (Entry entry : entries) {
            into.add(new Attribute(prefix + entry.property.label(), entry.shown()));
        }
    }

    /**
     * Reads a property block.
     *
     * @param carrier {@link MqttPacketType#bit} of the packet, or {@link MqttProperty#WILL}
     */
    static MqttProperties read(MqttReader in, int carrier) {
        int length = in.varint("property length");
        if (length == 0) {
            return NONE;
        }
        if (length > in.left()) {
            in.breakOff(MqttAnomaly.PROPERTY_LENGTH, length + " bytes of properties, " + in.left() + " are left");
            return NONE;
        }
        int outer = in.narrow(length);
        List<Entry> entries = new ArrayList<>(4);
        long seen = 0;
        while (in.left() > 0) {
            seen = readOne(in, carrier, seen, entries);
        }
        in.widen(outer);
        return new MqttProperties(entries);
    }

    private static long readOne(MqttReader in, int carrier, long seen, List<Entry> entries) {
        int id = in.varint("property");
        MqttProperty property = MqttProperty.of(id);
        if (property == null) {
            in.breakOff(MqttAnomaly.UNKNOWN_PROPERTY, "property " + id);
            return seen;
        }
        long bit = 1L << property.ordinal();
        if (!property.allowedIn(carrier)) {
            in.found(MqttAnomaly.PROPERTY_NOT_ALLOWED, property.label() + " in " + carrierName(carrier));
        } else if ((seen & bit) != 0 && !property.repeatableIn(carrier)) {
            in.found(MqttAnomaly.PROPERTY_DUPLICATE, property.label() + " in " + carrierName(carrier));
        }
        Entry entry = value(in, property);
        if (!in.broken() && entries.size() < in.limits().propertiesMax()) {
            entries.add(entry);
        } else if (!in.broken() && entries.size() == in.limits().propertiesMax() && (seen & Long.MIN_VALUE) == 0) {
            in.found(MqttAnomaly.LIMIT_REACHED, "more than " + entries.size() + " properties; the rest is not told");
            return seen | bit | Long.MIN_VALUE;
        }
        return seen | bit;
    }

    private static String carrierName(int carrier) {
        return carrier == MqttProperty.WILL
                ? "will"
                : MqttPacketType.of(Integer.numberOfTrailingZeros(carrier) << 4).label();
    }

    private static Entry value(MqttReader in, MqttProperty property) {
        String field = property.label();
        return switch (property.kind()) {
            case FLAG -> inRange(in, property, in.u8(field), 0, 1);
            case U16 -> new Entry(property, in.u16(field), "");
            case U16_NOT_ZERO -> inRange(in, property, in.u16(field), 1, 0xFFFF);
            case U32 -> new Entry(property, in.u32(field), "");
            case U32_NOT_ZERO -> inRange(in, property, in.u32(field), 1, 0xFFFF_FFFFL);
            case VARINT_NOT_ZERO -> inRange(in, property, in.varint(field), 1, MqttHeader.REMAINING_MAX);
            case TEXT -> new Entry(property, 0, in.text(field));
            case BINARY -> new Entry(property, in.binaryLength(field), "");
            case PAIR -> new Entry(property, 0, in.text(field) + "=" + in.text(field));
        };
    }

    private static Entry inRange(MqttReader in, MqttProperty property, long value, long least, long most) {
        if (!in.broken() && (value < least || value > most)) {
            in.found(
                    MqttAnomaly.PROPERTY_VALUE,
                    property.label() + " is " + value + ", expected " + least + " to " + most);
        }
        return new Entry(property, value, "");
    }
}
