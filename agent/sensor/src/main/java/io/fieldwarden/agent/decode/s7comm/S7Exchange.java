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
    private final Outstanding outstanding = new Outstanding();
    /** Whether nothing one side sent since its first request was missed, so that an answer must belong to a request. */
    private final boolean[] heard = new boolean[2];

    private final S7ValueReader values;
    private final Window written = new Window();

    S7Exchange(S7Facts facts) {
        this.facts = facts;
        this.values = new S7ValueReader(facts);
    }

    /** A request to be answered. */
    void ask(Direction from, int reference, Request request, byte[] data, long atNanos) {
        if (outstanding.size() >= facts.limits.outstandingMax()) {
            String detail = (outstanding.size() + 1) + " requests open, expected at most " + outstanding.size();
            facts.anomaly(S7Anomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            unfinished(outstanding.removeOldest(), Outcome.UNANSWERED);
        }
        heard[S7Facts.index(from)] = true;
        outstanding.add(new Outstanding.Open(from, reference, request, data, atNanos));
    }

    /** The request that an answer from {@code sender} completes; tells where there is none but should be. */
    Outstanding.@Nullable Open answered(Direction sender, int kind, int reference, int function, long atNanos) {
        Direction asker = sender.opposite();
        Outstanding.Open request = outstanding.take(asker, kind, reference, function);
        if (request == null && heard[S7Facts.index(asker)]) {
            Outstanding.Open other = outstanding.find(asker, kind, reference);
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
                        Locale.ROOT,
                        "reference %d, function 0x%02x: no open request, expected one",
                        reference,
                        function);
                facts.anomaly(S7Anomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
        }
        return request;
    }

    /** Tells what was asked, with this end. */
    void tell(Outstanding.Open request, Outcome outcome) {
        tell(request, request.request().operation(), outcome);
    }

    void tell(Outstanding.Open request, Operation operation, Outcome outcome) {
        Direction actor = request.request().opposite() ? request.from().opposite() : request.from();
        facts.operation(actor, operation, outcome, request.atNanos());
    }

    /** Tells every item with the same end; what would have been written stands with it. */
    void unfinished(Outstanding.Open request, Outcome outcome) {
        List<S7Item> items = request.request().items();
        if (items.isEmpty()) {
            tell(request, outcome);
            return;
        }
        written.over(request.data());
        values.begin(0);
        for (S7Item item : items) {
            boolean more = request.request().kind() == S7Message.JOB && values.item(written, written.length());
            tell(request, more ? unwritten(item, values.at, values.length) : item.operation(), outcome);
        }
    }

    /** Tells one item of a write that was refused. */
    void refused(Outstanding.Open request, S7Item item, int at, int length, Outcome outcome) {
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
        heard[S7Facts.index(from)] = false;
    }

    void expire(long atNanos) {
        while (outstanding.size() > 0 && atNanos - outstanding.oldest().atNanos() > facts.limits.answerNanos()) {
            Outstanding.Open late = outstanding.removeOldest();
            heard[S7Facts.index(late.from())] = false; // it may still be answered
            unfinished(late, Outcome.UNANSWERED);
        }
    }

    void abandon() {
        while (outstanding.size() > 0) {
            unfinished(outstanding.removeOldest(), Outcome.UNANSWERED);
        }
    }

    /**
     * What was asked, as much of it as the answer needs.
     *
     * @param kind {@link S7Message#JOB}, {@link S7Message#USERDATA} or {@link S7PlusFrame#PROTOCOL_ID}
     * @param function what an answer must repeat: function code; group and subfunction of user data; function of S7comm-plus
     * @param operation what it does; for several items what the first does
     * @param items the points it reads or writes, each with its own operation
     * @param opposite whether the side that answers is the one that acts: a CPU that fetches the blocks it is given
     */
    record Request(int kind, int function, Operation operation, List<S7Item> items, boolean opposite) {
        Request(int kind, int function, Operation operation) {
            this(kind, function, operation, List.of(), false);
        }
    }

    /** Requests that await their answer, oldest first; bounded by its user. */
    static final class Outstanding {
        /**
         * One open request.
         *
         * @param from who asked
         * @param reference PDU reference or sequence number
         * @param request what was asked
         * @param data what was to be written, the data part of the job; empty if nothing
         * @param atNanos time of the request
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Open(Direction from, int reference, Request request, byte[] data, long atNanos) {}

        private final List<Open> open = new ArrayList<>(2);

        int size() {
            return open.size();
        }

        void add(Open request) {
            open.add(request);
        }

        Open oldest() {
            return open.getFirst();
        }

        Open removeOldest() {
            return open.removeFirst();
        }

        /** The oldest of that kind and reference asked by {@code asker}, with {@code function} if there is one; taken out. */
        @Nullable
        Open take(Direction asker, int kind, int reference, int function) {
            int any = -1;
            for (int index = 0; index < open.size(); index++) {
                Open candidate = open.get(index);
                if (candidate.from() == asker
                        && candidate.request().kind() == kind
                        && candidate.reference() == reference) {
                    if (candidate.request().function() == function) {
                        return open.remove(index);
                    }
                    any = any < 0 ? index : any;
                }
            }
            return function < 0 && any >= 0 ? open.remove(any) : null;
        }

        /** The oldest of that kind and reference, whatever its function; stays. */
        @Nullable
        Open find(Direction asker, int kind, int reference) {
            for (Open candidate : open) {
                if (candidate.from() == asker
                        && candidate.request().kind() == kind
                        && candidate.reference() == reference) {
                    return candidate;
                }
            }
            return null;
        }
    }
}
