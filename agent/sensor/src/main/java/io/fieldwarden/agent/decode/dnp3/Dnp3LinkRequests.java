package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** Requests of the data link that carry no user data, and their answers (9.2.4.1.3, tables 9-3 and 9-4). */
final class Dnp3LinkRequests {
    /** @param key source and destination of the request */
    private record Open(int key, int function, Direction from, Operation operation, long atNanos) {}

    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private final ArrayDeque<Open> open = new ArrayDeque<>();

    Dnp3LinkRequests(Dnp3Facts facts, Dnp3Limits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    void request(Dnp3Frame frame, Direction from, long atNanos) {
        int function = frame.function();
        int address = frame.fromClient() ? frame.destination() : frame.source();
        Operation operation = new Operation(
                Dnp3Decoder.PROTOCOL,
                -1,
                Function.primary(function),
                Access.SESSION,
                facts.names().scope(address),
                null,
                List.of(
                        new Attribute("source", Integer.toString(frame.source())),
                        new Attribute("destination", Integer.toString(frame.destination())),
                        new Attribute("link_function", Integer.toString(function))));
        if (frame.destination() >= Dnp3Limits.BROADCAST) {
            facts.operation(operation, Outcome.ONE_WAY, from, atNanos);
            return;
        }
        if (open.size() >= limits.outstandingMax()) {
            unanswered(open.removeFirst());
        }
        open.addLast(new Open(key(frame.source(), frame.destination()), function, from, operation, atNanos));
    }

    /** Completes the oldest request of the pair; an answer to user data completes none. */
    void answer(Dnp3Frame frame, long atNanos) {
        int key = key(/* source= */ frame.destination(), /* destination= */ frame.source());
        for (Iterator<Open> all = open.iterator(); all.hasNext(); ) {
            Open request = all.next();
            if (request.key == key) {
                all.remove();
                int function = frame.function();
                boolean refused = function == Function.NACK || function == Function.NOT_SUPPORTED;
                Outcome outcome = refused ? Outcome.refused(function, Function.secondary(function)) : Outcome.SUCCEEDED;
                facts.operation(request.operation, outcome, request.from, request.atNanos);
                return;
            }
        }
    }

    void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos > limits.answerNanos()) {
            unanswered(open.removeFirst());
        }
    }

    void close() {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }

    private void unanswered(Open request) {
        facts.operation(request.operation, Outcome.UNANSWERED, request.from, request.atNanos);
    }

    private static int key(int source, int destination) {
        return (source << 16) | destination;
    }

    /** Functions of the data link (9.2.4.1.3, tables 9-3 and 9-4). */
    static final class Function {
        static final int TEST_LINK_STATES = 2;
        static final int CONFIRMED_USER_DATA = 3;
        static final int UNCONFIRMED_USER_DATA = 4;
        static final int ACK = 0;
        static final int NACK = 1;
        static final int NOT_SUPPORTED = 15;

        private Function() {}

        /** Name of a primary function, as Wireshark and the standard word it. */
        static String primary(int function) {
            return switch (function) {
                case 0 -> "reset_link_states";
                case 1 -> "reset_user_process";
                case TEST_LINK_STATES -> "test_link_states";
                case CONFIRMED_USER_DATA -> "confirmed_user_data";
                case UNCONFIRMED_USER_DATA -> "unconfirmed_user_data";
                case 9 -> "request_link_status";
                default -> "unknown_link_function_" + function;
            };
        }

        /** Name of a secondary function. */
        static String secondary(int function) {
            return switch (function) {
                case ACK -> "ack";
                case NACK -> "nack";
                case 11 -> "link_status";
                case NOT_SUPPORTED -> "not_supported";
                default -> "unknown_link_function_" + function;
            };
        }

        static boolean isDefined(boolean primary, int function) {
            return primary
                    ? function <= UNCONFIRMED_USER_DATA || function == 9
                    : function <= NACK || function == 11 || function == 14 || function == NOT_SUPPORTED;
        }

        /** Whether a primary function counts frames (table 9-3, column FCV). */
        static boolean counts(int function) {
            return function == TEST_LINK_STATES || function == CONFIRMED_USER_DATA;
        }

        static boolean isData(int function) {
            return function == CONFIRMED_USER_DATA || function == UNCONFIRMED_USER_DATA;
        }
    }
}
