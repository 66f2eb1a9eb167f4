package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests. */
final class SlmpRequests {
    private final SlmpFacts facts;
    private final SlmpRepeats repeats;
    private final SlmpLimits limits;

    SlmpRequests(SlmpFacts facts, SlmpRepeats repeats, SlmpLimits limits) {
        this.facts = facts;
        this.repeats = repeats;
        this.limits = limits;
    }

    /** The request of {@code size} bytes whose route begins at {@code route}. */
    SlmpRequest read(Window bytes, int route, int size, long atNanos) {
        long address = bytes.u32(route) << 8 | bytes.u8(route + 4);
        int at = route + SlmpHeader.ROUTE + 2;
        int rest = size - at;
        SlmpRequest known = repeats.find(address, bytes, at, rest);
        if (known != null) {
            return known;
        }
        SlmpRequest request = request(bytes, route, at, rest, atNanos);
        repeats.keep(address, bytes, at, rest, request);
        return request;
    }

    private SlmpRequest request(Window bytes, int route, int at, int rest, long atNanos) {
        int code = bytes.u16le(at);
        int sub = bytes.u16le(at + 2);
        if (!SlmpCommand.isKnown(code)) {
            String detail = String.format("command 0x%04x, expected a known one", code);
            facts.anomaly(SlmpAnomaly.UNKNOWN_COMMAND, detail, atNanos);
        }
        String scope = "network " + bytes.u8(route) + " station " + bytes.u8(route + 1);
        if (code == SlmpCommand.DEVICE_READ || code == SlmpCommand.DEVICE_WRITE) {
            SlmpRequest batch = batch(code, scope, bytes, at, rest);
            if (batch != null) {
                return batch;
            }
            String detail = SlmpCommand.name(code) + " with " + (rest - 4) + " bytes, expected device and values";
            facts.anomaly(SlmpAnomaly.COMMAND_TOO_SHORT, detail, atNanos);
        }
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("subcommand", String.format("0x%04x", sub)));
        if (code == 0x1001 && rest >= 8) {
            attributes.add(new Attribute("force", bytes.u16le(at + 4) == 3 ? "true" : "false"));
            attributes.add(new Attribute("clear_mode", Integer.toString(bytes.u8(at + 6))));
        }
        Operation operation = operation(code, scope, null, attributes);
        return new SlmpRequest(code, operation, -1, 0, false, null);
    }

    private static Operation operation(int code, String scope, @Nullable Points points, List<Attribute> attributes) {
        return new Operation(
                SlmpDecoder.PROTOCOL,
                code,
                SlmpCommand.name(code),
                SlmpCommand.access(code),
                scope,
                points,
                attributes);
    }

    /** Batch read or write; null if it is too short. The iQ-R subcommands have wider device fields. */
    private @Nullable SlmpRequest batch(int code, String scope, Window bytes, int at, int rest) {
        int sub = bytes.u16le(at + 2);
        boolean wide = (sub & 2) != 0;
        boolean bits = (sub & 1) != 0;
        int head = wide ? 12 : 10;
        if (rest < head || (sub & ~3) != 0) {
            return (sub & ~3) != 0
                    ? new SlmpRequest(code, operation(code, scope, null, List.of()), -1, 0, false, null)
                    : null;
        }
        long first = wide ? bytes.i32le(at + 4) & 0xFFFF_FFFFL : bytes.i32le(at + 4) & 0xFF_FFFFL;
        int device = wide ? bytes.u16le(at + 8) : bytes.u8(at + 7);
        int items = bytes.u16le(at + head - 2);
        String name = SlmpDevice.name(device);
        int count = bits || SlmpDevice.isWord(device) ? items : items * 16;
        String space = name.isEmpty() ? String.format("device_0x%02x", device) : name;
        Points points = new Points(space, first, Math.max(1, count));
        boolean told = !name.isEmpty() && items > 0 && count <= limits.pointsMax();
        Values written = null;
        if (code == SlmpCommand.DEVICE_WRITE) {
            if (rest - head < SlmpDevice.size(items, bits)) {
                return null;
            }
            written = told ? values(device, bits, items, bytes, at + head) : null;
        }
        Operation operation = operation(code, scope, points, List.of());
        return new SlmpRequest(code, operation, told ? device : -1, items, bits, written);
    }

    static Values values(int device, boolean bits, int items, Window bytes, int at) {
        return bits ? SlmpDevice.bits(bytes, at, items) : SlmpDevice.words(device, bytes, at, items);
    }
}
