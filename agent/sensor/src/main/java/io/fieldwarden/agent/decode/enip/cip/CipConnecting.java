package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** Requests to the connection manager (Vol 1, 3-5.5). */
final class CipConnecting {
    private static final int OPEN = 36;
    private static final int LARGE_OPEN = 40;
    private static final int CLOSE = 12;

    private final CipFacts facts;
    private final CipRequests requests;

    CipConnecting(CipFacts facts, CipRequests requests) {
        this.facts = facts;
        this.requests = requests;
    }

    void read(CipRequests.Draft draft) {
        switch (draft.service) {
            case CipService.FORWARD_OPEN -> open(draft, false);
            case CipService.LARGE_FORWARD_OPEN -> open(draft, true);
            case CipService.FORWARD_CLOSE -> close(draft);
            case CipService.UNCONNECTED_SEND -> send(draft);
            case 0x56, 0x57 -> data(draft);
            default -> {
                if (draft.length > 0) {
                    draft.add("data_length", draft.length);
                }
            }
        }
    }

    private static CipRequest.Triad triad(Window bytes, int at) {
        return new CipRequest.Triad(bytes.u16le(at), bytes.u16le(at + 2), bytes.i32le(at + 4));
    }

    private static void tell(CipRequests.Draft draft, CipRequest.Triad serial) {
        draft.add("connection_serial_number", String.format("0x%04x", serial.serial()));
        draft.add("originator_vendor", CipVendor.name(serial.vendor()));
        draft.add("originator_serial_number", CipText.word32(serial.originator()));
    }

    /** Connection ids, serial, rates in microseconds, parameters, transport class and path (3-5.5.2, 3-5.5.4). */
    private void open(CipRequests.Draft draft, boolean large) {
        int head = large ? LARGE_OPEN : OPEN;
        if (draft.length < head) {
            requests.tooShort(draft, head);
            return;
        }
        Window bytes = draft.bytes;
        int at = draft.at;
        int params = large ? 4 : 2;
        int trigger = bytes.u8(at + head - 2);
        CipRequest.Triad serial = triad(bytes, at + 10);
        tell(draft, serial);
        draft.add("o_t_rpi_us", bytes.i32le(at + 22) & 0xFFFF_FFFFL);
        draft.add("o_t_connection_size", size(bytes, at + 26, large));
        draft.add("t_o_rpi_us", bytes.i32le(at + 26 + params) & 0xFFFF_FFFFL);
        draft.add("t_o_connection_size", size(bytes, at + 30 + params, large));
        draft.add("transport_class", trigger & 0x0F);
        CipPath path = path(draft, head, 2 * bytes.u8(at + head - 1));
        tell(draft, path);
        draft.detail = new CipRequest.Opening(bytes.i32le(at + 2), bytes.i32le(at + 6), serial, trigger & 0x0F, path);
    }

    private static long size(Window bytes, int at, boolean large) {
        return large ? bytes.u16le(at) : bytes.u16le(at) & 0x1FF;
    }

    private CipPath path(CipRequests.Draft draft, int head, int length) {
        int there = Math.min(length, draft.length - head);
        if (there < length) {
            requests.tooShort(draft, head + length);
        }
        return new CipPathReader(draft.bytes, draft.at + head, Math.max(0, there), facts.limits())
                .read(facts, draft.atNanos);
    }

    private static void tell(CipRequests.Draft draft, CipPath path) {
        draft.add("connection_path", path.text());
        if (!path.route().isEmpty()) {
            draft.add("route", path.route());
        }
        for (long point : path.connectionPoints()) {
            draft.add("connection_point", point);
        }
        if (!path.key().isEmpty()) {
            draft.add("electronic_key", path.key());
        }
    }

    /** 3-5.5.3 */
    private void close(CipRequests.Draft draft) {
        if (draft.length < CLOSE) {
            requests.tooShort(draft, CLOSE);
            return;
        }
        CipRequest.Triad serial = triad(draft.bytes, draft.at + 2);
        tell(draft, serial);
        tell(draft, path(draft, CLOSE, 2 * draft.bytes.u8(draft.at + 10)));
        draft.detail = new CipRequest.Closing(serial);
    }

    /** A message for another device, and the way to it (3-5.5.4). */
    private void send(CipRequests.Draft draft) {
        Window bytes = draft.bytes;
        int size = draft.length < 4 ? 0 : bytes.u16le(draft.at + 2);
        int pathAt = 4 + size + (size & 1);
        if (draft.length < pathAt + 2) {
            requests.tooShort(draft, pathAt + 2);
            return;
        }
        CipPath path = path(draft, pathAt + 2, 2 * bytes.u8(draft.at + pathAt));
        draft.add("route", path.route());
        List<Attribute> marked = new ArrayList<>(draft.carrier.attributes());
        marked.add(new Attribute("embedded_in", "unconnected_send"));
        String scope = path.route().isEmpty() ? draft.carrier.scope() : "route " + path.route();
        CipRequests.Place within = new CipRequests.Place(new CipCarrier(marked, scope), draft.depth + 1, draft.atNanos);
        draft.detail = new CipRequest.Routed(requests.read(new CipPart(bytes, draft.at + 4, size), within));
    }

    private void data(CipRequests.Draft draft) {
        if (draft.service == 0x56 && draft.length >= 2) {
            draft.add("connection_number", draft.bytes.u16le(draft.at));
        } else if (draft.service == 0x57 && draft.length >= 8) {
            tell(draft, triad(draft.bytes, draft.at));
        } else {
            requests.tooShort(draft, draft.service == 0x56 ? 2 : 8);
        }
    }
}
