package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads responses. */
final class FinsAnswers {
    /** Bits of the end code that say a relay or the CPU has an error besides. */
    private static final int END_FLAGS = 0x80C0;

    private static final List<Attribute> ALONE = List.of(new Attribute("command_seen", "false"));
    private static final int MODEL = 20;
    private static final int STATUS = 26;

    private final FinsFacts facts;
    private final FinsLimits limits;

    /** Who answers and when. */
    record Said(Direction from, long atNanos) {}

    FinsAnswers(FinsFacts facts, FinsLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** Tells how {@code asked} ended: the frame at {@code at} has at least an end code. */
    void answer(FinsOpen.Asked asked, Window bytes, int at) {
        FinsRequest request = asked.request();
        int end = bytes.u16(at + FinsLimits.HEADER + 2);
        int plain = end & ~END_FLAGS;
        Outcome outcome = plain == 0 ? Outcome.SUCCEEDED : Outcome.refused(end, FinsCommand.endCode(plain));
        facts.operation(request.operation(), asked.from(), outcome, asked.atNanos());
        Points points = request.points();
        Values written = request.written();
        if (plain == 0 && points != null && written != null) {
            facts.value(ValueSeen.Way.WRITTEN, points, written, asked.atNanos());
        }
    }

    /** Tells a response whose command was not seen, as what the other side must have asked of the unit that answers. */
    void alone(int code, Said said, Window bytes, int at) {
        int end = bytes.u16(at + FinsLimits.HEADER + 2);
        int plain = end & ~END_FLAGS;
        Operation operation = new Operation(
                FinsDecoder.PROTOCOL,
                code,
                FinsCommand.name(code),
                FinsCommand.access(code),
                "node " + bytes.u8(at + 6) + "." + bytes.u8(at + 7) + "." + bytes.u8(at + 8),
                null,
                ALONE);
        Outcome outcome = plain == 0 ? Outcome.SUCCEEDED : Outcome.refused(end, FinsCommand.endCode(plain));
        facts.operation(operation, said.from().opposite(), outcome, said.atNanos());
    }

    /** Tells what a good response carries; {@code request} is what was asked, if that is known. */
    void contents(FinsRequest request, Said said, Window bytes, int at, int length) {
        long atNanos = said.atNanos();
        int data = at + FinsLimits.HEADER + 4;
        int size = length - FinsLimits.HEADER - 4;
        if (request.code() == FinsCommand.MEMORY_AREA_READ && request.points() != null) {
            read(request, bytes, data, size, atNanos);
        } else if (request.code() == FinsCommand.MULTIPLE_MEMORY_AREA_READ) {
            items(request, bytes, at, length, atNanos);
        } else {
            standing(request.code(), said, bytes, at, size);
        }
    }

    private void read(FinsRequest request, Window bytes, int data, int size, long atNanos) {
        Points points = Objects.requireNonNull(request.points(), "a read names its points");
        int element = FinsArea.size(request.area());
        int count = points.count();
        if (element == 0 || count > limits.pointsMax()) {
            return;
        }
        if (size < count * element) {
            String detail = request.operation().name() + " of " + count + " elements answered with " + size
                    + " bytes, expected " + count * element;
            facts.anomaly(FinsAnomaly.RESPONSE_TOO_SHORT, detail, atNanos);
            return;
        }
        facts.value(ValueSeen.Way.READ, points, FinsArea.values(request.area(), bytes, data, count), atNanos);
    }

    /** What a response tells without its request. */
    void standing(int code, Said said, Window bytes, int at, int size) {
        Direction from = said.from();
        long atNanos = said.atNanos();
        int data = at + FinsLimits.HEADER + 4;
        switch (code) {
            case FinsCommand.CONTROLLER_DATA_READ -> identity(from, bytes, at, size, atNanos);
            case FinsCommand.CONNECTION_DATA_READ -> units(from, bytes, data, size, atNanos);
            case FinsCommand.CONTROLLER_STATUS_READ -> status(bytes, data, size, atNanos);
            case FinsCommand.CYCLE_TIME_READ -> cycle(bytes, data, size, atNanos);
            case FinsCommand.CLOCK_READ -> {
                if (size >= 6) {
                    named("clock", clock(bytes, data, size), atNanos);
                }
            }
            default -> {
                // no values
            }
        }
    }

    /** Values of a multiple read: each with its area code before it, in the order of the points of the command. */
    private void items(FinsRequest request, Window bytes, int at, int length, long atNanos) {
        int next = at + FinsLimits.HEADER + 4;
        int end = at + length;
        for (Attribute item : request.operation().attributes()) {
            int element = next < end ? FinsArea.size(bytes.u8(next)) : 0;
            if (element == 0 || next + 1 + element > end) {
                return;
            }
            int slash = item.value().lastIndexOf('/');
            Points point = new Points(
                    item.value().substring(0, slash),
                    Long.parseLong(item.value().substring(slash + 1)),
                    1);
            facts.value(ValueSeen.Way.READ, point, FinsArea.values(bytes.u8(next), bytes, next + 1, 1), atNanos);
            next += 1 + element;
        }
    }

    private void identity(Direction from, Window bytes, int at, int size, long atNanos) {
        int data = at + FinsLimits.HEADER + 4;
        if (size < 2 * MODEL) {
            return;
        }
        List<Attribute> found = new ArrayList<>();
        found.add(new Attribute("vendor", "Omron"));
        found.add(new Attribute("model", text(bytes, data, MODEL)));
        found.add(new Attribute("firmware", text(bytes, data + MODEL, MODEL)));
        found.removeIf(fact -> fact.value().isEmpty());
        String node = bytes.u8(at + 6) + "." + bytes.u8(at + 7) + "." + bytes.u8(at + 8);
        found.add(new Attribute("node", node));
        facts.identity(from, node, found, atNanos);
    }

    private void units(Direction from, Window bytes, int data, int size, long atNanos) {
        if (size < 1) {
            return;
        }
        int count = Math.min(Math.min(bytes.u8(data) & 0x7F, (size - 1) / (1 + MODEL)), limits.listed());
        for (int index = 0; index < count; index++) {
            int unit = data + 1 + index * (1 + MODEL);
            String slot = Integer.toString(bytes.u8(unit));
            String model = text(bytes, unit + 1, MODEL);
            if (!model.isEmpty()) {
                facts.identity(
                        from,
                        "unit " + slot,
                        List.of(new Attribute("slot", slot), new Attribute("model", model)),
                        atNanos);
            }
        }
    }

    /** W342 5-3-18: status, mode, fatal and non-fatal errors, message flags, FAL number, error message. */
    private void status(Window bytes, int data, int size, long atNanos) {
        if (size < STATUS) {
            return;
        }
        String status = switch (bytes.u8(data)) {
            case 0 -> "stop";
            case 1 -> "run";
            case 0x80 -> "standby";
            default -> Integer.toString(bytes.u8(data));
        };
        named("controller/status", status, atNanos);
        named("controller/mode", FinsRequests.mode(bytes.u8(data + 1)), atNanos);
        number("controller/fatal_error_data", bytes.u16(data + 2), "", atNanos);
        number("controller/non_fatal_error_data", bytes.u16(data + 4), "", atNanos);
    }

    private void cycle(Window bytes, int data, int size, long atNanos) {
        if (size >= 12) {
            tenths("cycle_time/average", bytes.u32(data), atNanos);
            tenths("cycle_time/max", bytes.u32(data + 4), atNanos);
            tenths("cycle_time/min", bytes.u32(data + 8), atNanos);
        }
    }

    /** Eight BCD digits of 0.1 ms; what is no number is not told. */
    private void tenths(String point, long digits, long atNanos) {
        long value = 0;
        for (int shift = 28; shift >= 0; shift -= 4) {
            long digit = (digits >> shift) & 0xF;
            if (digit > 9) {
                return;
            }
            value = value * 10 + digit;
        }
        number(point, value / 10.0, "ms", atNanos);
    }

    private void named(String point, String text, long atNanos) {
        facts.value(ValueSeen.Way.READ, Points.named(point), new Values.Texts(new String[] {text}), atNanos);
    }

    private void number(String point, double value, String unit, long atNanos) {
        Values values = new Values.Numbers(new double[] {value});
        FinsFacts.Stated as = new FinsFacts.Stated(ValueSeen.Quality.UNSTATED, unit);
        facts.stated(ValueSeen.Way.READ, Points.named(point), values, as, atNanos);
    }

    /** BCD bytes: year, month, day, hour, minute and, if there are {@code size} for it, second. */
    static String clock(Window bytes, int at, int size) {
        return String.format(
                "%02x-%02x-%02xT%02x:%02x:%02x",
                bytes.u8(at),
                bytes.u8(at + 1),
                bytes.u8(at + 2),
                bytes.u8(at + 3),
                bytes.u8(at + 4),
                size >= 6 ? bytes.u8(at + 5) : 0);
    }

    /** Letters up to the first zero, without blanks around them. */
    static String text(Window bytes, int at, int size) {
        String text = bytes.latin1(at, size);
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
