package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.dnp3.Dnp3Layout.Form;
import io.fieldwarden.agent.decode.dnp3.Dnp3Layout.Value;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import io.fieldwarden.agent.observation.Values;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells the values of the objects behind a header: consecutive points of one quality together. */
final class Dnp3Values {
    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private double[] numbers = new double[8];
    private int size;
    private long first;
    private Quality quality = Quality.UNSTATED;
    private String space = "";
    private Way way = Way.READ;
    private long atNanos;
    private long commonMillis;

    Dnp3Values(Dnp3Facts facts, Dnp3Limits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** Begins a fragment. */
    void begin(Way newWay, long newNanos) {
        way = newWay;
        atNanos = newNanos;
        commonMillis = 0;
    }

    /** Tells the values behind {@code header}, if it has any; what is notable goes into {@code summary}. */
    void tell(Dnp3Headers header, int outstation, Dnp3Summary summary) {
        Dnp3Layout layout = header.layout();
        if (layout == null || !header.carries()) {
            return;
        }
        if (header.group() == Dnp3Objects.COMMON_TIME && header.nextItem()) {
            commonMillis = u48(header.bytes(), header.itemAt());
        }
        if (Dnp3Objects.points(header.group()).isEmpty() || isCommand(header.group())) {
            return;
        }
        space = facts.names().space(outstation, header.group(), header.variation());
        if (header.isPacked()) {
            packed(header, layout);
        } else if (layout.form() == Form.FIXED && layout.value() != Value.NONE) {
            fixed(header, layout, summary);
        } else if (layout.form() == Form.BY_VARIATION && !isTerminal(header.group())) {
            texts(header);
        }
    }

    private static boolean isCommand(int group) {
        return group == Dnp3Objects.BINARY_COMMAND || group == Dnp3Objects.ANALOG_COMMAND;
    }

    /** What is typed into a terminal may be a password. */
    private static boolean isTerminal(int group) {
        return group == Dnp3Objects.VIRTUAL_TERMINAL || group == Dnp3Objects.VIRTUAL_TERMINAL_EVENT;
    }

    private void packed(Dnp3Headers header, Dnp3Layout layout) {
        int count = (int) header.count();
        Values values;
        if (layout.size() == 1) {
            byte[] bits = new byte[(count + 7) >> 3];
            for (int at = 0; at < count; at++) {
                bits[at >> 3] |= (byte) (header.packed(at) << (at & 7));
            }
            values = new Values.Bits(bits, count);
        } else {
            double[] states = new double[count];
            for (int at = 0; at < count; at++) {
                states[at] = header.packed(at);
            }
            values = new Values.Numbers(states);
        }
        facts.values(way, new Points(space, header.first(), count), values, Quality.UNSTATED, atNanos);
    }

    private void fixed(Dnp3Headers header, Dnp3Layout layout, Dnp3Summary summary) {
        Window bytes = header.bytes();
        while (header.nextItem()) {
            if (header.itemSize() < layout.size()) {
                continue;
            }
            int at = header.itemAt();
            Quality itsQuality = quality(header.group(), layout, bytes, at, summary);
            add(header.itemIndex(), number(layout, bytes, at), itsQuality);
            if (layout.timeAt() != Dnp3Layout.ABSENT) {
                summary.time(header.group(), header.itemIndex(), u48(bytes, at + layout.timeAt()));
            } else if (layout.relativeAt() != Dnp3Layout.ABSENT) {
                long millis = commonMillis + bytes.u16le(at + layout.relativeAt());
                summary.time(header.group(), header.itemIndex(), millis);
            }
        }
        flush();
    }

    private static Quality quality(int group, Dnp3Layout layout, Window bytes, int at, Dnp3Summary summary) {
        if (layout.statusAt() != Dnp3Layout.ABSENT) {
            return (bytes.u8(at + layout.statusAt()) & 0x7F) == 0 ? Quality.GOOD : Quality.BAD;
        }
        if (layout.flagsAt() == Dnp3Layout.ABSENT) {
            return Quality.UNSTATED;
        }
        int flags = bytes.u8(at + layout.flagsAt());
        if (group == 13) {
            return (flags & 0x7F) == 0 ? Quality.GOOD : Quality.BAD; // a control status stands there (A.7)
        }
        int unusual = Dnp3Objects.Flags.unusual(group, flags);
        summary.unusual(unusual);
        return Dnp3Objects.Flags.quality(unusual);
    }

    /** The value of an object of fixed size that starts at {@code at}. */
    static double number(Dnp3Layout layout, Window bytes, int at) {
        int from = at + layout.valueAt();
        return switch (layout.value()) {
            case STATE -> bytes.u8(at + layout.flagsAt()) >> 7;
            case DOUBLE_STATE -> bytes.u8(at + layout.flagsAt()) >> 6;
            case REAL -> real(layout, bytes, from);
            case SIGNED -> layout.valueSize() == 2 ? (short) bytes.u16le(from) : bytes.i32le(from);
            case UNSIGNED ->
                switch (layout.valueSize()) {
                    case 1 -> bytes.u8(from);
                    case 2 -> bytes.u16le(from);
                    default -> bytes.i32le(from) & 0xFFFF_FFFFL;
                };
            case BCD -> bcd(bytes, from, layout.valueSize());
            case NONE -> Double.NaN;
        };
    }

    /** A short one is taken by its shortest digits, so that 0.1 stays 0.1. */
    private static double real(Dnp3Layout layout, Window bytes, int from) {
        return layout.valueSize() == 4
                ? Float.intBitsToFloat(bytes.i32le(from))
                : Double.longBitsToDouble(bytes.i64le(from));
    }

    private static double bcd(Window bytes, int from, int octets) {
        double number = 0;
        for (int at = from + octets - 1; at >= from; at--) {
            int high = bytes.u8(at) >> 4;
            int low = bytes.u8(at) & 0x0F;
            if (high > 9 || low > 9) {
                return Double.NaN;
            }
            number = number * 100 + high * 10 + low;
        }
        return number;
    }

    private void add(long index, double number, Quality itsQuality) {
        if (size > 0 && (index != first + size || itsQuality != quality)) {
            flush();
        }
        if (size == 0) {
            first = index;
            quality = itsQuality;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    private void flush() {
        if (size > 0) {
            Values values = new Values.Numbers(Arrays.copyOf(numbers, size));
            facts.values(way, new Points(space, first, size), values, quality, atNanos);
            size = 0;
        }
    }

    private void texts(Dnp3Headers header) {
        while (header.nextItem()) {
            String text = text(header.bytes(), header.itemAt(), header.itemSize(), limits.textChars());
            Values values = new Values.Texts(new String[] {text});
            facts.values(way, new Points(space, header.itemIndex(), 1), values, Quality.UNSTATED, atNanos);
        }
    }

    /** Tells one value that a command wrote. */
    void command(int outstation, int group, long index, double number) {
        String where = facts.names().space(outstation, group, 1);
        Values values = new Values.Numbers(new double[] {number});
        facts.values(Way.WRITTEN, new Points(where, index, 1), values, Quality.UNSTATED, atNanos);
    }

    /** Text as it stands, without zeros at its end; bytes that are no text as hexadecimal. */
    static String text(Window bytes, int at, int octets, int most) {
        int shown = octets;
        while (shown > 0 && bytes.u8(at + shown - 1) == 0) {
            shown--;
        }
        boolean plain = true;
        for (int index = at; index < at + shown; index++) {
            int character = bytes.u8(index);
            plain &= character >= ' ' && character < 0x7F;
        }
        if (plain) {
            return bytes.latin1(at, Math.min(shown, most));
        }
        int from = bytes.start() + at;
        return HexFormat.of().formatHex(bytes.array(), from, from + Math.min(octets, most / 2));
    }

    /** Milliseconds since 1970 (11.3.3). */
    static long u48(Window bytes, int at) {
        return (bytes.i32le(at) & 0xFFFF_FFFFL) | ((long) bytes.u16le(at + 4) << 32);
    }

    /** Name of a point of a header's group, null if the group has none. */
    @Nullable
    Points points(int outstation, int group, long index, int count) {
        return Dnp3Objects.points(group).isEmpty()
                ? null
                : new Points(facts.names().space(outstation, group, 1), index, count);
    }
}
