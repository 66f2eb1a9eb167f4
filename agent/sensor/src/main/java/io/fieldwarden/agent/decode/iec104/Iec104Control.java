package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.Arrays;
import java.util.List;

/** The control fields: who may send, who has received what (60870-5-104 clause 5). */
final class Iec104Control {
    private static final int HALF = Iec104Limits.SEQUENCES / 2;
    private static final int START = 0;
    private static final int STOP = 1;
    /** STARTDT, STOPDT, TESTFR: the act bit of each, its con bit is the next one up. */
    private static final int[] ACTS = {0x04, 0x10, 0x40};

    private static final List<Operation> OPERATIONS =
            List.of(operation("startdt", 0x07), operation("stopdt", 0x13), operation("testfr", 0x43));

    private final Iec104Facts facts;
    private final Iec104Limits limits;
    private final boolean beginningSeen;
    private Transfer transfer;

    /** Whether data may be sent. */
    private enum Transfer {
        UNKNOWN,
        STOPPED,
        /** Asked to stop: what was under way still comes. */
        STOPPING,
        STARTED,
        /** Data came all the same, and that was told. */
        TOLD
    }

    Iec104Control(Iec104Facts facts, Iec104Limits limits, boolean beginningSeen) {
        this.facts = facts;
        this.limits = limits;
        this.beginningSeen = beginningSeen;
        transfer = beginningSeen ? Transfer.STOPPED : Transfer.UNKNOWN;
    }

    private static Operation operation(String name, int code) {
        return new Operation(Iec104Decoder.PROTOCOL, code, name, Access.SESSION, "", null, List.of());
    }

    /** A U-format whose first control field is {@code control}. */
    void unnumbered(Direction from, Iec104Side sender, Iec104Side other, int control, long atNanos) {
        for (int index = 0; index < ACTS.length; index++) {
            if ((control & ACTS[index]) != 0) {
                act(from, sender, index, atNanos);
            } else if ((control & (ACTS[index] << 1)) != 0) {
                confirm(from, other, index, atNanos);
            }
        }
    }

    private void act(Direction from, Iec104Side sender, int index, long atNanos) {
        if (sender.asked[index] != 0) {
            facts.operation(from, OPERATIONS.get(index), Outcome.UNANSWERED, sender.asked[index]);
        }
        sender.asked[index] = atNanos;
        if (index == START) {
            facts.controlling(from);
        } else if (index == STOP && transfer == Transfer.STARTED) {
            transfer = Transfer.STOPPING;
        }
    }

    private void confirm(Direction from, Iec104Side asker, int index, long atNanos) {
        if (index == START) {
            transfer = Transfer.STARTED;
        } else if (index == STOP) {
            transfer = Transfer.STOPPED;
        }
        if (asker.asked[index] != 0) {
            facts.operation(from.opposite(), OPERATIONS.get(index), Outcome.SUCCEEDED, asker.asked[index]);
            asker.asked[index] = 0;
            return;
        }
        if (beginningSeen && asker.next != Iec104Side.UNKNOWN) {
            String detail = OPERATIONS.get(index).name() + " con, expected an open act";
            facts.anomaly(Iec104Anomaly.CONFIRMATION_WITHOUT_REQUEST, detail, atNanos);
        }
        facts.operation(from.opposite(), OPERATIONS.get(index), Outcome.ONE_WAY, atNanos);
    }

    /** An I-format's own number. */
    void sent(Iec104Side sender, int number, long atNanos) {
        if (sender.next != Iec104Side.UNKNOWN && number != sender.next) {
            String detail = "N(S) " + number + ", expected " + sender.next;
            facts.anomaly(Iec104Anomaly.SEQUENCE_GAP, detail, atNanos);
            sender.acknowledged = Iec104Side.UNKNOWN;
        }
        sender.next = (number + 1) % Iec104Limits.SEQUENCES;
        if (transfer == Transfer.STOPPED) {
            transfer = Transfer.TOLD;
            String detail = "data, expected STARTDT and its confirmation first";
            facts.anomaly(Iec104Anomaly.DATA_WHILE_STOPPED, detail, atNanos);
        }
        int open = sender.acknowledged == Iec104Side.UNKNOWN ? 0 : distance(sender.acknowledged, sender.next);
        if (open > limits.window() && open < HALF && !sender.windowTold) {
            sender.windowTold = true;
            String detail = open + " messages not acknowledged, expected at most " + limits.window();
            facts.anomaly(Iec104Anomaly.WINDOW_EXCEEDED, detail, atNanos);
        }
    }

    /** {@code number} acknowledges what {@code other} sent before. */
    void received(Iec104Side other, int number, long atNanos) {
        if (other.next != Iec104Side.UNKNOWN && other.acknowledged != Iec104Side.UNKNOWN) {
            boolean ahead = distance(number, other.next) >= HALF;
            boolean back = distance(other.acknowledged, number) >= HALF;
            if (ahead || back) {
                String detail = "N(R) " + number + ", expected " + other.acknowledged + " to " + other.next;
                facts.anomaly(Iec104Anomaly.WRONG_ACKNOWLEDGEMENT, detail, atNanos);
                if (ahead) {
                    other.next = Iec104Side.UNKNOWN; // more was sent than seen: the next message says where it is
                }
            }
        }
        other.acknowledged = number;
    }

    private static int distance(int from, int to) {
        return Math.floorMod(to - from, Iec104Limits.SEQUENCES);
    }

    /** Tells what {@code side} asked and nobody confirmed in time. */
    void expire(Direction from, Iec104Side side, long atNanos) {
        for (int index = 0; index < side.asked.length; index++) {
            if (side.asked[index] != 0 && atNanos - side.asked[index] > limits.answerNanos()) {
                unanswered(from, side, index);
            }
        }
    }

    /** Tells what {@code side} asked and nobody will confirm. */
    void abandon(Direction from, Iec104Side side) {
        for (int index = 0; index < side.asked.length; index++) {
            if (side.asked[index] != 0) {
                unanswered(from, side, index);
            }
        }
    }

    private void unanswered(Direction from, Iec104Side side, int index) {
        facts.operation(from, OPERATIONS.get(index), Outcome.UNANSWERED, side.asked[index]);
        side.asked[index] = 0;
    }

    /** Bytes are missing, and what they said with them. */
    void gap(Iec104Side lost, Iec104Side other) {
        lost.lost();
        other.acknowledged = Iec104Side.UNKNOWN;
        lost.acknowledged = Iec104Side.UNKNOWN;
        Arrays.fill(other.asked, 0);
        transfer = Transfer.UNKNOWN;
    }
}
