package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that await their answers, the eldest first. */
final class SmbOutstanding {
    private static final int MORE_PROCESSING_REQUIRED = 0xC0000016;

    private final Map<Long, SmbRequest> open = new LinkedHashMap<>();
    private final SmbFacts facts;
    private Direction client = Direction.FROM_ORIGINATOR;
    /** Whether every request since the last gap was seen. */
    private boolean complete;

    SmbOutstanding(SmbFacts facts, boolean complete) {
        this.facts = facts;
        this.complete = complete;
    }

    void asks(Direction from) {
        client = from;
    }

    Direction client() {
        return client;
    }

    void lost() {
        complete = false;
    }

    void add(long key, SmbRequest request) {
        if (open.size() >= facts.limits().outstandingMax()) {
            String detail = (open.size() + 1) + " requests open, expected at most " + open.size();
            facts.anomaly(SmbAnomaly.TOO_MANY_OUTSTANDING, detail, request.atNanos);
            Iterator<SmbRequest> eldest = open.values().iterator();
            SmbRequest given = eldest.next();
            eldest.remove();
            tell(given, Outcome.UNANSWERED);
        }
        SmbRequest other = open.put(key, request);
        if (other != null) {
            tell(other, Outcome.UNANSWERED);
        }
    }

    @Nullable
    SmbRequest find(long key) {
        return open.get(key);
    }

    void remove(long key) {
        open.remove(key);
    }

    /** Tells a request with the status it was answered with. */
    void answered(SmbRequest request, int status) {
        request.add("status", SmbNames.status(status));
        boolean error = status >>> 30 == 3 && status != MORE_PROCESSING_REQUIRED;
        tell(request, error ? Outcome.refused(status, SmbNames.status(status)) : Outcome.SUCCEEDED);
    }

    /** Tells a request that was refused with an error of before NT (MS-CIFS 2.2.2.4). */
    void refused(SmbRequest request, int code, String name) {
        request.add("status", name);
        tell(request, Outcome.refused(code, name));
    }

    void tell(SmbRequest request, Outcome outcome) {
        Operation operation = new Operation(
                SmbDecoder.PROTOCOL,
                request.command,
                request.name,
                request.access,
                request.scope,
                null,
                request.attributes);
        facts.operation(client, operation, outcome, request.atNanos);
    }

    /** An answer whose request was not seen. */
    void unasked(SmbRequest answer, int status) {
        if (complete) {
            String detail = "answer to " + answer.name + ", expected an open request";
            facts.anomaly(SmbAnomaly.RESPONSE_WITHOUT_REQUEST, detail, answer.atNanos);
        }
        answer.add("status", SmbNames.status(status));
        tell(answer, Outcome.ONE_WAY);
    }

    void expire(long atNanos) {
        Iterator<SmbRequest> each = open.values().iterator();
        while (each.hasNext()) {
            SmbRequest eldest = each.next();
            if (atNanos - eldest.atNanos <= facts.limits().answerNanos()) {
                return;
            }
            each.remove();
            complete = false; // the answer may come late
            tell(eldest, Outcome.UNANSWERED);
        }
    }

    void close() {
        open.values().forEach(request -> tell(request, Outcome.UNANSWERED));
        open.clear();
    }
}
