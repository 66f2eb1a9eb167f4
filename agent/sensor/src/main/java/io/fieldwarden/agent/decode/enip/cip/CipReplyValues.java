package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a successful answer carries: values read, values written, identity. */
final class CipReplyValues {
    private final CipFacts facts;
    private final CipLimits limits;
    /** One attribute of a list. */
    private final CipPart one = new CipPart(new Window(), 0, 0);

    CipReplyValues(CipFacts facts) {
        this.facts = facts;
        this.limits = facts.limits();
    }

    void succeeded(CipRequest request, CipPart part, CipReplies.Moment moment) {
        for (int index = 0; index < request.writes().size(); index++) {
            CipRequest.Written written = request.writes().get(index);
            facts.values(ValueSeen.Way.WRITTEN, written.points(), written.values(), moment.askedNanos());
        }
        switch (request.detail()) {
            case CipRequest.Tag tag -> tag(request, tag, part, moment);
            case CipRequest.Attributes attributes -> {
                if (request.service() == CipService.GET_ATTRIBUTE_LIST) {
                    list(request, attributes, part, moment);
                }
            }
            case CipRequest.Plain plain -> plain(request, part, moment);
            case CipRequest.Several several -> {}
            case CipRequest.Routed routed -> {}
            case CipRequest.Opening opening -> {}
            case CipRequest.Closing closing -> {}
            case CipRequest.Pccc pccc -> {}
        }
    }

    private void read(CipRequest.@Nullable Written written, CipReplies.Moment moment) {
        if (written != null) {
            facts.values(ValueSeen.Way.READ, written.points(), written.values(), moment.nowNanos());
        }
    }

    private void tag(CipRequest request, CipRequest.Tag tag, CipPart part, CipReplies.Moment moment) {
        Window bytes = part.bytes();
        int at = part.at();
        int length = part.length();
        boolean struct = length >= 4 && CipTagRequests.isStruct(bytes.u16le(at));
        int head = struct ? 4 : 2;
        if (length < head) {
            String found = "tag answer with " + length + " bytes, expected at least " + head;
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, moment.nowNanos());
            return;
        }
        int handle = struct ? bytes.u16le(at + 2) : 0;
        CipTagRequests.Data data = new CipTagRequests.Data(bytes.u16le(at), handle, at + head, length - head);
        Points whole = request.operation().points();
        if (whole != null) {
            read(data.values(whole, bytes, tag.elements(), tag.offset(), limits), moment);
        }
    }

    private void plain(CipRequest request, CipPart part, CipReplies.Moment moment) {
        CipPath path = request.path();
        if (request.service() == CipService.GET_ATTRIBUTES_ALL && path.classId() == CipClass.IDENTITY) {
            identity(request, CipIdentity.all(part.bytes(), part.at(), part.length(), limits.textChars()), moment);
        } else if (request.service() == CipService.GET_ATTRIBUTES_ALL && part.length() > 0 && path.classId() >= 0) {
            read(CipAttributes.value(path, -1, part, limits.elements()), moment);
        } else if (request.service() == CipService.GET_ATTRIBUTE_SINGLE || request.service() == 0x18) {
            Points point = request.operation().points();
            read(CipAttributes.value(path, path.attribute(), point, part, limits.elements()), moment);
            if (path.classId() == CipClass.IDENTITY && path.instance() == 1 && path.attribute() >= 1) {
                List<Attribute> found = new ArrayList<>();
                int number = (int) Math.min(path.attribute(), 255);
                CipIdentity.one(found, number, part, limits.textChars());
                identity(request, found, moment);
            }
        }
    }

    /** Count, then number, status and, if it succeeded, the value of each (Vol 1, appendix ). */
    private void list(CipRequest request, CipRequest.Attributes asked, CipPart part, CipReplies.Moment moment) {
        Window bytes = part.bytes();
        int at = part.at();
        int length = part.length();
        int count = length < 2 ? 0 : bytes.u16le(at);
        long classId = request.path().classId();
        List<Attribute> identity = classId == CipClass.IDENTITY ? new ArrayList<>() : List.of();
        int from = at + 2;
        int end = at + length;
        for (int index = 0; index < Math.min(count, limits.services()) && end - from >= 4; index++) {
            int number = bytes.u16le(from);
            int status = bytes.u16le(from + 2);
            from += 4;
            if (status != CipStatus.SUCCESS) {
                continue;
            }
            int known = CipAttributes.size(classId, number, bytes, from, end - from);
            int size = known < 0 && index == count - 1 ? end - from : known;
            if (size < 0) {
                break; // only its object knows where the next begins
            }
            one.over(bytes, from, size);
            Points point = asked.point(request.path(), index, number);
            read(CipAttributes.value(request.path(), number, point, one, limits.elements()), moment);
            if (classId == CipClass.IDENTITY) {
                CipIdentity.one(identity, number, one, limits.textChars());
            }
            from += size;
        }
        identity(request, identity, moment);
    }

    private void identity(CipRequest request, List<Attribute> found, CipReplies.Moment moment) {
        if (found.isEmpty()) {
            return;
        }
        String scope = request.operation().scope();
        List<Attribute> all = new ArrayList<>(found);
        if (!scope.isEmpty()) {
            all.add(new Attribute("route", scope.replace("route ", "")));
            int slot = scope.lastIndexOf('/');
            if (slot > 0 && scope.startsWith("route 1/")) {
                all.add(new Attribute("slot", scope.substring(slot + 1)));
            }
        }
        facts.identity(moment.asker().opposite(), scope, all, moment.nowNanos());
    }

    /** Requestor id, command, status, transaction, extended status if the status is F0, data. */
    Outcome pccc(CipRequest.Pccc asked, CipPart part, CipReplies.Moment moment) {
        Window bytes = part.bytes();
        int at = part.at();
        int length = part.length();
        int id = length < 1 ? 0 : bytes.u8(at);
        if (length < id + 4) {
            String found = "PCCC answer of " + length + " bytes, expected at least " + (id + 4);
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, moment.nowNanos());
            return Outcome.SUCCEEDED;
        }
        int status = bytes.u8(at + id + 1);
        int data = at + id + 4;
        int left = length - id - 4;
        if (status == 0) {
            pcccData(asked, bytes, data, left, moment);
            return Outcome.SUCCEEDED;
        }
        int extended = status == 0xF0 && left > 0 ? bytes.u8(data) : -1;
        String name = extended < 0 ? "pccc_status_0x%02x" : "pccc_status_0x%02x_extended_0x%02x";
        return Outcome.refused(status, String.format(name, status, extended));
    }

    private void pcccData(CipRequest.Pccc asked, Window bytes, int at, int length, CipReplies.Moment moment) {
        if (asked.command() == CipPccc.DIAGNOSTIC_STATUS) {
            List<Attribute> found = CipPccc.identity(bytes, at, length, limits.textChars());
            if (!found.isEmpty()) {
                facts.identity(moment.asker().opposite(), "pccc", found, moment.nowNanos());
            }
        } else if (!asked.space().isEmpty() && length > 0) {
            int most = asked.first() < 0 ? 1 : 256;
            Values values = CipPccc.values(asked.fileType(), bytes, at, length, most);
            if (values != null) {
                facts.values(
                        ValueSeen.Way.READ,
                        CipPccc.points(asked.space(), asked.first(), values.size()),
                        values,
                        moment.nowNanos());
            }
        }
    }
}
