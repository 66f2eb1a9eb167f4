package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads answers: service, reserved, general status, additional status in words, data (Vol 1, 2-4.2). */
public final class CipReplies {
    private static final int HEAD = 4;

    private final CipFacts facts;
    private final CipLimits limits;
    private final CipReplyValues values;

    public CipReplies(CipFacts facts) {
        this.facts = facts;
        this.limits = facts.limits();
        this.values = new CipReplyValues(facts);
    }

    /**
     * One exchange.
     *
     * @param asker who asked
     * @param askedNanos when
     * @param nowNanos time of the answer
     */
    public record Moment(Direction asker, long askedNanos, long nowNanos) {}

    /** The answer is nobody's: its head, as far as it goes. */
    private record Head(int service, int general, int extended, CipPart data) {

        static Head of(CipPart part) {
            Window bytes = part.bytes();
            int at = part.at();
            int length = part.length();
            int words = bytes.u8(at + 3);
            int data = Math.min(length, HEAD + 2 * words);
            int extended = words > 0 && length >= HEAD + 2 ? bytes.u16le(at + HEAD) : -1;
            return new Head(bytes.u8(at) & ~CipService.REPLY, bytes.u8(at + 2), extended, part.from(data));
        }
    }

    /**
     * Tells a request with its answer of {@code length} bytes.
     *
     * @return how it ended
     */
    public Outcome answer(CipRequest request, CipPart part, Moment moment) {
        if (part.length() < HEAD) {
            String found = "answer of " + part.length() + " bytes, expected at least " + HEAD;
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, moment.nowNanos());
            return unfinished(request, Outcome.UNANSWERED, moment);
        }
        Head head = Head.of(part);
        if (request.detail() instanceof CipRequest.Routed routed && routed.inner() != null) {
            return routed(request, routed.inner(), head, part, moment);
        }
        if (head.service() != request.service() && request.service() >= 0) {
            String found =
                    String.format("answer to service 0x%02x, expected 0x%02x", head.service(), request.service());
            facts.anomaly(CipAnomaly.RESPONSE_MISMATCH, found, moment.nowNanos());
        }
        boolean connecting = request.path().classId() == CipClass.CONNECTION_MANAGER
                && head.general() == CipStatus.CONNECTION_FAILURE;
        Outcome outcome = CipStatus.outcome(head.general(), head.extended(), connecting);
        if (request.detail() instanceof CipRequest.Pccc pccc && head.general() == CipStatus.SUCCESS) {
            outcome = values.pccc(pccc, head.data(), moment);
        }
        facts.operation(moment.asker(), request.operation(), outcome, moment.askedNanos());
        if (request.detail() instanceof CipRequest.Several several) {
            several(several.inner(), head, outcome, moment);
        } else if (outcome.kind() == Outcome.Kind.SUCCEEDED || head.general() == CipStatus.ATTRIBUTE_LIST_ERROR) {
            values.succeeded(request, head.data(), moment);
        }
        return outcome;
    }

    /** A router answers for itself only if it could not deliver; else the answer is the device's own (Vol 1, 3-5.5.4). */
    private Outcome routed(CipRequest outer, CipRequest inner, Head head, CipPart part, Moment moment) {
        if (head.service() == CipService.UNCONNECTED_SEND
                && (inner.service() != CipService.UNCONNECTED_SEND || head.general() != CipStatus.SUCCESS)) {
            Outcome failed = CipStatus.outcome(head.general(), head.extended(), true);
            return unfinished(outer, failed, moment);
        }
        facts.operation(moment.asker(), outer.operation(), Outcome.SUCCEEDED, moment.askedNanos());
        return answer(inner, part, moment);
    }

    private void several(List<CipRequest> inner, Head head, Outcome outcome, Moment moment) {
        boolean told = outcome.kind() == Outcome.Kind.SUCCEEDED || head.general() == CipStatus.EMBEDDED_SERVICE_ERROR;
        if (!told) {
            inner.forEach(one -> unfinished(one, outcome, moment));
            return;
        }
        CipSeveral parts = CipSeveral.of(head.data(), facts, moment.nowNanos());
        if (parts.size() != inner.size()) {
            String found = parts.size() + " answers, expected " + inner.size();
            facts.anomaly(CipAnomaly.RESPONSE_MISMATCH, found, moment.nowNanos());
        }
        for (int index = 0; index < inner.size(); index++) {
            if (index < parts.size()) {
                answer(inner.get(index), parts.part(index), moment);
            } else {
                unfinished(inner.get(index), Outcome.UNANSWERED, moment);
            }
        }
    }

    /** Tells a request that ended without an answer of its own, and what it carried. */
    public Outcome unfinished(CipRequest request, Outcome outcome, Moment moment) {
        facts.operation(moment.asker(), request.operation(), outcome, moment.askedNanos());
        switch (request.detail()) {
            case CipRequest.Several several -> several.inner().forEach(inner -> unfinished(inner, outcome, moment));
            case CipRequest.Routed routed -> {
                if (routed.inner() != null) {
                    unfinished(routed.inner(), outcome, moment);
                }
            }
            case CipRequest.Plain plain -> {}
            case CipRequest.Tag tag -> {}
            case CipRequest.Attributes attributes -> {}
            case CipRequest.Opening opening -> {}
            case CipRequest.Closing closing -> {}
            case CipRequest.Pccc pccc -> {}
        }
        return outcome;
    }

    /** Tells an answer whose request was not seen: service and status are all that is sure. */
    public void unasked(CipPart part, CipCarrier carrier, int depth, Moment moment) {
        if (part.length() < HEAD) {
            String found = "answer of " + part.length() + " bytes, expected at least " + HEAD;
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, moment.nowNanos());
            return;
        }
        Head head = Head.of(part);
        List<Attribute> attributes = new ArrayList<>(carrier.attributes());
        if (depth > 0) {
            attributes.add(new Attribute("embedded_in", "multiple_service_packet"));
        }
        attributes.add(new Attribute("general_status", String.format("0x%02x", head.general())));
        attributes.add(new Attribute("status", CipStatus.general(head.general())));
        String name = CipService.nameAlone(head.service());
        Access access = CipService.accessAlone(head.service());
        Operation operation =
                new Operation(CipRequests.PROTOCOL, head.service(), name, access, carrier.scope(), null, attributes);
        facts.operation(moment.asker(), operation, Outcome.ONE_WAY, moment.nowNanos());
        boolean readable = head.general() == CipStatus.SUCCESS || head.general() == CipStatus.EMBEDDED_SERVICE_ERROR;
        if (head.service() == CipService.MULTIPLE_SERVICE_PACKET && readable && depth < limits.depth()) {
            CipSeveral parts = CipSeveral.of(head.data(), facts, moment.nowNanos());
            for (int index = 0; index < parts.size(); index++) {
                unasked(parts.part(index), carrier, depth + 1, moment);
            }
        }
    }

    /** Connection ids a forward open was answered with,; null if the answer is no success. */
    public static @Nullable Opened opened(CipPart part) {
        if (part.length() < HEAD) {
            return null;
        }
        Head head = Head.of(part);
        if (head.general() != CipStatus.SUCCESS || head.data().length() < 8) {
            return null;
        }
        return new Opened(
                part.bytes().i32le(head.data().at()),
                part.bytes().i32le(head.data().at() + 4));
    }

    /** Connection ids in force. */
    public record Opened(int originatorToTarget, int targetToOriginator) {}
}
