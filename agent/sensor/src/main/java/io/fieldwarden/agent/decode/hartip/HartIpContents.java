package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What the data of a response or a burst says: values and identity. */
final class HartIpContents {
    private static final String[] DYNAMIC = {"pv", "sv", "tv", "qv"};
    private static final int IDENTITY = 12;
    private static final int IDENTITY_7 = 22;
    private static final int LONG_TAG = 32;

    private final HartIpFacts facts;

    HartIpContents(HartIpFacts facts) {
        this.facts = facts;
    }

    /**
     * Who says it and how.
     *
     * @param device its address
     * @param from its side
     * @param way read, or reported by itself
     */
    record Said(String device, Direction from, ValueSeen.Way way, long atNanos) {}

    /** Reads {@code size} bytes of data at {@code at}, response code and device status taken off. */
    void read(Said said, int code, Window bytes, int at, int size) {
        switch (code) {
            case 0, 11, 21 -> identity(said, bytes, at, size);
            case 1 -> variables(said, bytes, at, size, 0);
            case 2 -> loop(said, bytes, at, size);
            case 3 -> {
                if (size >= 4) {
                    number(said, "loop_current", bytes, at, new HartIpFacts.Stated(ValueSeen.Quality.UNSTATED, "mA"));
                    variables(said, bytes, at + 4, size - 4, 0);
                }
            }
            case 9 -> withStatus(said, bytes, at, size);
            case 12 -> text(said, "message", packed(bytes, at, Math.min(size, 24)));
            case 13 -> tag(said, bytes, at, size);
            case 20 -> longTag(said, bytes, at, size);
            case 33 -> slots(said, bytes, at, size);
            default -> {
                // no values
            }
        }
    }

    private void loop(Said said, Window bytes, int at, int size) {
        if (size >= 8) {
            number(said, "loop_current", bytes, at, new HartIpFacts.Stated(ValueSeen.Quality.UNSTATED, "mA"));
            number(said, "percent_of_range", bytes, at + 4, new HartIpFacts.Stated(ValueSeen.Quality.UNSTATED, "%"));
        }
    }

    /** Up to four pairs of unit and number. */
    private void variables(Said said, Window bytes, int at, int size, int first) {
        for (int index = first; index < DYNAMIC.length && 5 * (index + 1) <= size; index++) {
            int pair = at + 5 * index;
            String unit = HartIpUnits.of(bytes.u8(pair));
            number(said, DYNAMIC[index], bytes, pair + 1, new HartIpFacts.Stated(ValueSeen.Quality.UNSTATED, unit));
        }
    }

    /** TS20127 command 9: extended status, then slots of code, class, unit, number and status. */
    private void withStatus(Said said, Window bytes, int at, int size) {
        for (int slot = at + 1; slot + 8 <= at + size && slot < at + 1 + 64; slot += 8) {
            ValueSeen.Quality quality = switch (bytes.u8(slot + 7) >> 6) {
                case 0 -> ValueSeen.Quality.BAD;
                case 3 -> ValueSeen.Quality.GOOD;
                default -> ValueSeen.Quality.UNCERTAIN;
            };
            String unit = HartIpUnits.of(bytes.u8(slot + 2));
            number(said, "variable/" + bytes.u8(slot), bytes, slot + 3, new HartIpFacts.Stated(quality, unit));
        }
    }

    private void slots(Said said, Window bytes, int at, int size) {
        for (int slot = at; slot + 6 <= at + size && slot < at + 24; slot += 6) {
            String unit = HartIpUnits.of(bytes.u8(slot + 1));
            number(
                    said,
                    "variable/" + bytes.u8(slot),
                    bytes,
                    slot + 2,
                    new HartIpFacts.Stated(ValueSeen.Quality.UNSTATED, unit));
        }
    }

    /** A number that is none stands for a variable without value. */
    private void number(Said said, String point, Window bytes, int at, HartIpFacts.Stated stated) {
        float value = Float.intBitsToFloat(bytes.i32(at));
        ValueSeen.Quality quality = Float.isNaN(value) ? ValueSeen.Quality.BAD : stated.quality();
        Values values = new Values.Numbers(new double[] {value});
        HartIpFacts.Stated as = new HartIpFacts.Stated(quality, stated.unit());
        facts.stated(said.way(), Points.named(said.device() + "/" + point), values, as, said.atNanos());
    }

    private void text(Said said, String point, String text) {
        Values values = new Values.Texts(new String[] {text});
        facts.value(said.way(), Points.named(said.device() + "/" + point), values, said.atNanos());
    }

    /** TS20127 command 0; revision 7 adds what follows the device id. */
    private void identity(Said said, Window bytes, int at, int size) {
        if (size < IDENTITY || bytes.u8(at) != 254) {
            return;
        }
        boolean seven = bytes.u8(at + 4) >= 7 && size >= IDENTITY_7 - 1;
        int manufacturer = seven ? bytes.u16(at + 17) : bytes.u8(at + 1);
        List<Attribute> found = new ArrayList<>();
        found.add(new Attribute("vendor", manufacturer(manufacturer)));
        found.add(new Attribute("manufacturer_id", Integer.toString(manufacturer)));
        String type = seven ? String.format("0x%04x", bytes.u16(at + 1)) : String.format("0x%02x", bytes.u8(at + 2));
        found.add(new Attribute("model", "device type " + type));
        found.add(new Attribute("hart_universal_revision", Integer.toString(bytes.u8(at + 4))));
        found.add(new Attribute("device_revision", Integer.toString(bytes.u8(at + 5))));
        found.add(new Attribute("firmware", Integer.toString(bytes.u8(at + 6))));
        found.add(new Attribute("hardware", Integer.toString(bytes.u8(at + 7) >> 3)));
        found.add(new Attribute("serial", Integer.toString(bytes.u24(at + 9))));
        found.add(new Attribute("address", said.device()));
        facts.identity(said.from(), said.device(), found, said.atNanos());
    }

    private static String manufacturer(int id) {
        return switch (id) {
            case 17 -> "Endress+Hauser";
            case 19 -> "Fisher Controls";
            case 23 -> "Honeywell";
            case 26 -> "ABB";
            case 31 -> "Micro Motion";
            case 38 -> "Rosemount";
            case 55 -> "Yokogawa";
            case 62 -> "VEGA";
            case 249 -> "FieldComm Group";
            default -> "manufacturer " + id;
        };
    }

    private void tag(Said said, Window bytes, int at, int size) {
        if (size >= 18) {
            List<Attribute> found = new ArrayList<>();
            found.add(new Attribute("name", packed(bytes, at, 6)));
            found.add(new Attribute("descriptor", packed(bytes, at + 6, 12)));
            found.removeIf(fact -> fact.value().isEmpty());
            found.add(new Attribute("address", said.device()));
            facts.identity(said.from(), said.device(), found, said.atNanos());
        }
    }

    private void longTag(Said said, Window bytes, int at, int size) {
        String text = bytes.latin1(at, Math.min(size, LONG_TAG));
        int end = text.indexOf(0);
        String tag = (end < 0 ? text : text.substring(0, end)).strip();
        if (!tag.isEmpty()) {
            List<Attribute> found = List.of(new Attribute("long_tag", tag), new Attribute("address", said.device()));
            facts.identity(said.from(), said.device(), found, said.atNanos());
        }
    }

    /** Packed ASCII: four letters of six bits in three bytes; those below 0x20 stand for the letters from @ on. */
    static String packed(Window bytes, int at, int size) {
        StringBuilder text = new StringBuilder(size * 4 / 3);
        for (int index = at; index + 3 <= at + size; index += 3) {
            int three = bytes.u24(index);
            for (int shift = 18; shift >= 0; shift -= 6) {
                int letter = (three >> shift) & 0x3F;
                text.append((char) (letter < 0x20 ? letter + 0x40 : letter));
            }
        }
        return text.toString().strip();
    }

    /** A unique address without the bits of host and burst, or a polling address. */
    static String device(Window bytes, int at, int size) {
        if (size == 1) {
            return "poll " + (bytes.u8(at) & 0x3F);
        }
        return HexFormat.of().toHexDigits(((long) (bytes.u8(at) & 0x3F) << 32) | bytes.u32(at + 1), 10);
    }
}
