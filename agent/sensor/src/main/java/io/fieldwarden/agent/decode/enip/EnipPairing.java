package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.decode.enip.cip.CipReplies;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import org.jspecify.annotations.Nullable;

/** Keeps what awaits an answer, and tells it if none comes. */
final class EnipPairing {
    private final Connection connection;
    private final CipFacts facts;
    private final EnipLimits limits;
    private final CipReplies replies;
    private final EnipOutstanding outstanding = new EnipOutstanding();
    /** Whether every request since the last gap was seen, so that an answer without one means something. */
    private boolean requestsSeen;

    EnipPairing(Connection connection, CipFacts facts, EnipLimits limits) {
        this.connection = connection;
        this.facts = facts;
        this.limits = limits;
        replies = new CipReplies(facts);
        requestsSeen = !connection.midstream();
    }

    CipReplies replies() {
        return replies;
    }

    /** A service; {@code mark} is what its answer repeats, {@code id} the connection, 0 if there is none. */
    void add(EnipMessage message, long mark, int id, CipRequest request) {
        makeRoom(message.atNanos());
        EnipOutstanding.Waiting one = outstanding.add(message.command(), message.from(), mark, message.atNanos());
        one.service(id, request);
    }

    /** A command that is answered itself. */
    void add(EnipMessage message, Operation operation) {
        makeRoom(message.atNanos());
        EnipOutstanding.Waiting one =
                outstanding.add(message.command(), message.from(), message.context(), message.atNanos());
        one.command(operation);
    }

    private void makeRoom(long atNanos) {
        if (outstanding.size() >= limits.outstandingMax()) {
            String found = (outstanding.size() + 1) + " requests open, expected at most " + limits.outstandingMax();
            facts.anomaly(EnipAnomaly.TOO_MANY_OUTSTANDING, found, atNanos);
            unanswered(outstanding.removeOldest());
        }
    }

    EnipOutstanding.@Nullable Waiting take(EnipCommand command, Direction asker, long context) {
        return outstanding.takeCommand(command, asker, context);
    }

    EnipOutstanding.@Nullable Waiting takeService(
            EnipCommand command, Direction asker, long mark, int connectionId, int service) {
        return outstanding.takeService(command, asker, mark, connectionId, service);
    }

    /** An answer nobody asked for, if all requests were seen. */
    void unasked(String what, long atNanos) {
        if (requestsSeen) {
            facts.anomaly(
                    EnipAnomaly.RESPONSE_WITHOUT_REQUEST, "answer to " + what + ", expected an open request", atNanos);
        }
    }

    void gap() {
        requestsSeen = false;
    }

    void expire(long atNanos) {
        while (outstanding.size() > 0 && atNanos - outstanding.oldest().atNanos() > limits.answerNanos()) {
            unanswered(outstanding.removeOldest());
        }
    }

    void abandon() {
        while (outstanding.size() > 0) {
            unanswered(outstanding.removeOldest());
        }
    }

    /** Who asks everybody is answered elsewhere, by each for itself. */
    private void unanswered(EnipOutstanding.Waiting one) {
        boolean everybody = connection.end(one.asker().opposite()).address().isGroup();
        Outcome outcome = everybody ? Outcome.ONE_WAY : Outcome.UNANSWERED;
        Operation operation = one.operation();
        CipRequest request = one.request();
        if (request != null) {
            replies.unfinished(request, outcome, new CipReplies.Moment().of(one.asker(), one.atNanos(), one.atNanos()));
        } else if (operation != null) {
            facts.operation(one.asker(), operation, outcome, one.atNanos());
        }
    }
}
