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
    private final List<Head> heads = new ArrayList<>(1);

    public CipReplies(CipFacts facts) {
        this.facts = facts;
        this.limits = facts.limits();
        this.values = new CipReplyValues(facts);
    }

    /** When one exchange was, and who began it; reused. */
    public static final class Moment {
        private Direction asker = Direction.FROM_ORIGINATOR;
        private long askedNanos;
        private long nowNanos;

        /** Another exchange; returns this. */
        public Moment of(Direction newAsker, long newAskedNanos, long newNowNanos) {
            asker = newAsker;
            askedNanos = newAskedNanos;
            nowNanos = newNowNanos;
            return this;
        }

        Direction asker() {
            return asker;
        }

        long askedNanos() {
            return askedNanos;
        }

        /** Time of the answer. */
        long nowNanos() {
            return nowNanos;
        }
    }

    /** Head and data of an answer; one for each level of services inside services. */
    private static final class Head {
        private final CipPart data = new CipPart(new Window(), 0, 0);
        /** An answer inside the data. */
        private final CipPart inner = new CipPart(new Window(), 0, 0);

        private int service;
        private int general;
        private int extended;

        /** Reads {@code part} of at least {@link #HEAD} bytes; returns this. */
        Head of(CipPart part) {
            Window bytes = part.bytes();
            int at = part.at();
            int length = part.length();
            int words = bytes.u8(at + 3);
            int from = Math.min(length, HEAD + 2 * words);
            service = bytes.u8(at) & ~CipService.REPLY;
            general = bytes.u8(at + 2);
            extended = words > 0 && length >= HEAD + 2 ? bytes.u16le(at + HEAD) : -1;
            data.over(bytes, at + from, length - from);
            return this;
        }
    }

    /**
     * Tells a request with its answer of {@code length} bytes.
     *
     * @return how it ended
     */
    public Outcome answer(CipRequest request, CipPart part, Moment moment) {
        return answer(request, part, moment, 0);
    }

    private Head head(CipPart part, int depth) {
        while (heads.size() <= depth) {
            heads.add(new Head());
        }
        return heads.get(depth).of(part);
    }

    /** @param depth no more than requests are read to */
    private Outcome answer(CipRequest request, CipPart part, Moment moment, int depth) {
        if (part.length() < HEAD) {
            String found = "answer of " + part.length() + " bytes, expected at least " + HEAD;
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, moment.nowNanos());
            return unfinished(request, Outcome.UNANSWERED, moment);
        }
        Head head = head(part, depth);
        if (request.detail() instanceof CipRequest.Routed routed && routed.inner() != null) {
            if (refusedByRouter(routed.inner(), head)) {
                return unfinished(request, CipStatus.outcome(head.general, head.extended, true), moment);
            }
            facts.operation(moment.asker(), request.operation(), Outcome.SUCCEEDED, moment.askedNanos());
            return answer(routed.inner(), part, moment, depth);
        }
        if (head.service != request.service() && request.service() >= 0) {
            String found = String.format("answer to service 0x%02x, expected 0x%02x", head.service, request.service());
            facts.anomaly(CipAnomaly.RESPONSE_MISMATCH, found, moment.nowNanos());
        }
        boolean connecting =
                request.path().classId() == CipClass.CONNECTION_MANAGER && head.general == CipStatus.CONNECTION_FAILURE;
        Outcome outcome = CipStatus.outcome(head.general, head.extended, connecting);
        if (request.detail() instanceof CipRequest.Pccc pccc && head.general == CipStatus.SUCCESS) {
            outcome = values.pccc(pccc, head.data, moment);
        }
        facts.operation(moment.asker(), request.operation(), outcome, moment.askedNanos());
        if (request.detail() instanceof CipRequest.Several several) {
            several(several.inner(), head, outcome, moment, depth + 1);
        } else if (outcome.kind() == Outcome.Kind.SUCCEEDED || head.general == CipStatus.ATTRIBUTE_LIST_ERROR) {
            values.succeeded(request, head.data, moment);
        }
        return outcome;
    }

    /** A router answers for itself only if it could not deliver; else the answer is the device's own (Vol 1, 3-5.5.4). */
    private static boolean refusedByRouter(CipRequest inner, Head head) {
        return head.service == CipService.UNCONNECTED_SEND
                && (inner.service() != CipService.UNCONNECTED_SEND || head.general != CipStatus.SUCCESS);
    }

    private void several(List<CipRequest> inner, Head head, Outcome outcome, Moment moment, int depth) {
        boolean told = outcome.kind() == Outcome.Kind.SUCCEEDED || head.general == CipStatus.EMBEDDED_SERVICE_ERROR;
        if (!told) {
            inner.forEach(one -> unfinished(one, outcome, moment));
            return;
        }
        CipSeveral parts = CipSeveral.of(head.data, facts, moment.nowNanos());
        if (parts.size() != inner.size()) {
            String found = parts.size() + " answers, expected " + inner.size();
            facts.anomaly(CipAnomaly.RESPONSE_MISMATCH, found, moment.nowNanos());
        }
        for (int index = 0; index < inner.size(); index++) {
            if (index < parts.size()) {
                answer(inner.get(index), parts.part(index, head.inner), moment, depth);
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
        Head head = head(part, depth);
        List<Attribute> attributes = new ArrayList<>(carrier.attributes());
        if (depth > 0) {
            attributes.add(new Attribute("embedded_in", "multiple_service_packet"));
        }
        attributes.add(new Attribute("general_status", String.format("0x%02x", head.general)));
        attributes.add(new Attribute("status", CipStatus.general(head.general)));
        String name = CipService.nameAlone(head.service);
        Access access = CipService.accessAlone(head.service);
        Operation operation =
                new Operation(CipRequests.PROTOCOL, head.service, name, access, carrier.scope(), null, attributes);
        facts.operation(moment.asker(), operation, Outcome.ONE_WAY, moment.nowNanos());
        boolean readable = head.general == CipStatus.SUCCESS || head.general == CipStatus.EMBEDDED_SERVICE_ERROR;
        if (head.service == CipService.MULTIPLE_SERVICE_PACKET && readable && depth < limits.depth()) {
            CipSeveral parts = CipSeveral.of(head.data, facts, moment.nowNanos());
            for (int index = 0; index < parts.size(); index++) {
                unasked(parts.part(index, head.inner), carrier, depth + 1, moment);
            }
        }
    }

    /** Connection ids a forward open was answered with,; null if the answer is no success. */
    public static @Nullable Opened opened(CipPart part) {
        if (part.length() < HEAD) {
            return null;
        }
        Head head = new Head().of(part);
        if (head.general != CipStatus.SUCCESS || head.data.length() < 8) {
            return null;
        }
        return new Opened(part.bytes().i32le(head.data.at()), part.bytes().i32le(head.data.at() + 4));
    }

    /** Connection ids in force. */
    public record Opened(int originatorToTarget, int targetToOriginator) {}
}
