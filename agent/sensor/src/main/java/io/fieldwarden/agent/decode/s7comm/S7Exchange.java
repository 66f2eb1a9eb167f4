package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pairs answers with requests and tells what became of them. */
final class S7Exchange {
    private final S7Facts facts;
    private final S7Outstanding outstanding = new S7Outstanding();
    /** Whether nothing one side sent since its first request was missed, so that an answer must belong to a request. */
    private final boolean[] heard = new boolean[2];

    private final S7ValueReader values;
    private final Window written = new Window();

    S7Exchange(S7Facts facts) {
        this.facts = facts;
        this.values = new S7ValueReader(facts);
    }

    /** A request to be answered. */
    void ask(Direction from, int reference, S7Request request, byte[] data, long atNanos) {
        if (outstanding.size() >= facts.limits.outstandingMax()) {
            String detail = (outstanding.size() + 1) + " requests open, expected at most " + outstanding.size();
            facts.anomaly(S7Anomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            unfinished(outstanding.removeOldest(), Outcome.UNANSWERED);
        }
        heard[from.ordinal()] = true;
        outstanding.add(new S7Outstanding.Open(from, reference, request, data, atNanos));
    }

    /** The request that an answer from {@code sender} completes; tells where there is none but should be. */
    S7Outstanding.@Nullable Open answered(Direction sender, int kind, int reference, int function, long atNanos) {
        Direction asker = sender.opposite();
        S7Outstanding.Open request = outstanding.take(asker, kind, reference, function);
        if (request == null && heard[asker.ordinal()]) {
            S7Outstanding.Open other = outstanding.find(asker, kind, reference);
            if (other != null) {
                String detail = String.format(
                        Locale.ROOT,
                        "reference %d answered with function 0x%02x, expected 0x%02x",
                        reference,
                        function,
                        other.request().function());
                facts.anomaly(S7Anomaly.RESPONSE_MISMATCH, detail, atNanos);
            } else {
                String detail = String.format(
                        Locale.ROOT, "reference %d, function 0x%02x: no open request", reference, function);
                facts.anomaly(S7Anomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
        }
        return request;
    }

    /** Tells what was asked, with this end. */
    void tell(S7Outstanding.Open request, Outcome outcome) {
        tell(request, request.request().operation(), outcome);
    }

    void tell(S7Outstanding.Open request, Operation operation, Outcome outcome) {
        Direction actor = request.request().opposite() ? request.from().opposite() : request.from();
        facts.operation(actor, operation, outcome, request.atNanos());
    }

    /** Tells every item with the same end; what would have been written stands with it. */
    void unfinished(S7Outstanding.Open request, Outcome outcome) {
        List<S7Item> items = request.request().items();
        if (items.isEmpty()) {
            tell(request, outcome);
            return;
        }
        written.over(request.data());
        values.begin(0);
        for (S7Item item : items) {
            boolean more = values.item(written, written.length());
            tell(request, more ? unwritten(item, values.at, values.length) : item.operation(), outcome);
        }
    }

    /** Tells one item of a write that was refused. */
    void refused(S7Outstanding.Open request, S7Item item, int at, int length, Outcome outcome) {
        written.over(request.data());
        tell(request, unwritten(item, at, length), outcome);
    }

    private Operation unwritten(S7Item item, int at, int length) {
        return with(item.operation(), List.of(new Attribute("values", values.text(item, written, at, length))));
    }

    /** The same operation with further attributes. */
    static Operation with(Operation operation, List<Attribute> more) {
        List<Attribute> attributes = new ArrayList<>(operation.attributes());
        attributes.addAll(more);
        return new Operation(
                operation.protocol(),
                operation.code(),
                operation.name(),
                operation.access(),
                operation.scope(),
                operation.points(),
                attributes);
    }

    /** Bytes of {@code from} are missing: answers may come without a request. */
    void missed(Direction from) {
        heard[from.ordinal()] = false;
    }

    void expire(long atNanos) {
        while (outstanding.size() > 0 && atNanos - outstanding.oldest().atNanos() > facts.limits.answerNanos()) {
            S7Outstanding.Open late = outstanding.removeOldest();
            heard[late.from().ordinal()] = false; // it may still be answered
            unfinished(late, Outcome.UNANSWERED);
        }
    }

    void abandon() {
        while (outstanding.size() > 0) {
            unfinished(outstanding.removeOldest(), Outcome.UNANSWERED);
        }
    }
}
