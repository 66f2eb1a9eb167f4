package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Values;

/** Execute PCCC: requestor id, command, status, transaction, function, data ("CIP and PCCC", 1756-RM084 chapter 2). */
final class CipPcccRequests {
    private final CipFacts facts;

    CipPcccRequests(CipFacts facts) {
        this.facts = facts;
    }

    void read(CipRequests.Draft draft) {
        Window bytes = draft.bytes;
        int id = draft.length < 1 ? 0 : bytes.u8(draft.at);
        int command = draft.length < id + 4 || id == 0 ? -1 : bytes.u8(draft.at + id);
        int head = id + 4 + (CipPccc.hasFunction(command) ? 1 : 0);
        draft.add("service", "execute_pccc");
        if (command < 0 || draft.length < head) {
            String found = "PCCC of " + draft.length + " bytes, expected " + (id + 5);
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, draft.atNanos);
            return;
        }
        int code = command << 8 | (CipPccc.hasFunction(command) ? bytes.u8(draft.at + head - 1) : 0);
        draft.name = CipPccc.name(code);
        draft.access = CipPccc.access(code);
        draft.add("pccc_command", String.format("0x%02x", command));
        if (CipPccc.hasFunction(command)) {
            draft.add("pccc_function", String.format("0x%02x", code & 0xFF));
        }
        draft.detail = new CipRequest.Pccc(code, "", -1, 0, id);
        int at = draft.at + head;
        int length = draft.length - head;
        if (CipPccc.isLogical(code)) {
            logical(draft, code, at, length);
        } else if ((code == 0x0F80 || code == 0x0F3A) && length > 0) {
            draft.add("cpu_mode", String.format("0x%02x", bytes.u8(at)));
        } else if (length > 0) {
            draft.add("data_length", length);
        }
    }

    private void logical(CipRequests.Draft draft, int code, int at, int length) {
        CipPccc.Address address = new CipPccc.Address(draft.bytes, at, length, CipPccc.hasThree(code));
        if (address.end < 0) {
            String found = "PCCC address of " + length + " bytes, expected more";
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, draft.atNanos);
            return;
        }
        String space = address.space();
        int first = address.element;
        if (address.isPart()) {
            space = space + ":" + address.element + "." + address.sub;
            first = -1;
        }
        draft.add("byte_size", address.size);
        draft.detail = new CipRequest.Pccc(
                code, space, first, address.type, ((CipRequest.Pccc) draft.detail).requestorLength());
        CipType type = CipPccc.type(address.type);
        int each = type == null ? 2 : type.size();
        draft.points = CipPccc.points(space, first, first < 0 ? 1 : Math.max(1, address.size / each));
        int left = at + length - address.end;
        if (CipPccc.isPlainWrite(code) && left > 0) {
            Values values =
                    CipPccc.values(address.type, draft.bytes, address.end, left, draft.points.isNamed() ? 1 : 256);
            if (values != null) {
                draft.writes.add(new CipRequest.Written(CipPccc.points(space, first, values.size()), values));
            }
            draft.add("data", CipText.hex(draft.bytes, address.end, left, 64));
        } else if (code == 0x0FAB && left >= 2) {
            draft.add("mask", CipText.hex(draft.bytes, address.end, 2, 8));
            draft.add("data", CipText.hex(draft.bytes, address.end + 2, left - 2, 64));
        }
    }
}
