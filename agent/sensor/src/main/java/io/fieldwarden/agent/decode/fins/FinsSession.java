package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** One conversation: takes messages out of the stream or datagrams and pairs commands with responses. */
final class FinsSession implements ProtocolSession {
    private static final int NODE_ADDRESS_CLIENT = 0;
    private static final int NODE_ADDRESS_SERVER = 1;
    private static final int FRAME_SEND = 2;
    private static final int ERROR_NOTIFICATION = 3;

    private final boolean stream;
    private final FinsLimits limits;
    private final FinsFacts facts;
    private final FinsOpen open;
    private final FinsRequests requests;
    private final FinsAnswers answers;
    private final long[] skipped = new long[2];
    private final int[] begun = new int[2];
    private final boolean[] lost = new boolean[2];

    /** @param repeats shared by all connections of the thread */
    FinsSession(Connection connection, ObservationSink observations, FinsRepeats repeats, FinsLimits limits) {
        this.limits = limits;
        stream = connection.transport() == Transport.TCP;
        facts = new FinsFacts(connection, observations, limits.identities());
        open = new FinsOpen(facts, limits);
        requests = new FinsRequests(facts, repeats, limits);
        answers = new FinsAnswers(facts, limits);
        lost[0] = connection.midstream();
        lost[1] = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        open.expire(atNanos);
        if (!stream) {
            frame(from, bytes, 0, bytes.length(), atNanos);
            return Verdict.consumed(bytes.length());
        }
        int side = side(from);
        if (lost[side]) {
            int verdict = search(side, bytes);
            if (lost[side] || verdict != 0) {
                return verdict;
            }
        }
        begun[side] = bytes.length();
        if (bytes.length() < FinsLimits.TCP_HEADER) {
            return Verdict.need(FinsLimits.TCP_HEADER - bytes.length());
        }
        if (bytes.i32(0) != FinsLimits.MAGIC) {
            String detail = String.format("message begins with %08x, expected 46494e53", bytes.i32(0));
            facts.anomaly(FinsAnomaly.BAD_MAGIC, detail, atNanos);
            return lose(side);
        }
        long length = bytes.u32(4);
        if (length < FinsLimits.LENGTH_MIN || length > FinsLimits.LENGTH_MAX) {
            String detail = "length " + length + ", expected 8 to " + FinsLimits.LENGTH_MAX;
            facts.anomaly(FinsAnomaly.BAD_LENGTH, detail, atNanos);
            return lose(side);
        }
        int size = FinsLimits.TCP_PREFIX + (int) length;
        if (bytes.length() < size) {
            return Verdict.need(size - bytes.length());
        }
        begun[side] = 0;
        message(from, bytes, size, atNanos);
        return Verdict.consumed(size);
    }

    private int lose(int side) {
        lost[side] = true;
        begun[side] = 0;
        return Verdict.consumed(1);
    }

    /** Skips to the next letters of FINS; 0 if they are here. */
    private int search(int side, Window bytes) {
        int at = 0;
        while (at + Integer.BYTES <= bytes.length() && bytes.i32(at) != FinsLimits.MAGIC) {
            at++;
        }
        if (at + Integer.BYTES <= bytes.length()) {
            lost[side] = false;
            skipped[side] = 0;
            return at;
        }
        skipped[side] += at;
        if (skipped[side] > limits.resyncBytes()) {
            return Verdict.MALFORMED;
        }
        return at > 0 ? Verdict.consumed(at) : Verdict.need(1);
    }

    private void message(Direction from, Window bytes, int size, long atNanos) {
        long command = bytes.u32(8);
        long error = bytes.u32(12);
        if (error != 0 || command == ERROR_NOTIFICATION) {
            facts.anomaly(FinsAnomaly.TCP_ERROR, "command " + command + " with error code " + error, atNanos);
        }
        if (command == FRAME_SEND) {
            frame(from, bytes, FinsLimits.TCP_HEADER, size - FinsLimits.TCP_HEADER, atNanos);
        } else if (command == NODE_ADDRESS_CLIENT && size >= FinsLimits.TCP_HEADER + 4) {
            List<Attribute> fields =
                    List.of(new Attribute("client_node_address", Long.toString(bytes.u32(FinsLimits.TCP_HEADER))));
            session(from, NODE_ADDRESS_CLIENT, fields, atNanos);
        } else if (command == NODE_ADDRESS_SERVER && size >= FinsLimits.TCP_HEADER + 8) {
            nodes(from, bytes, error, atNanos);
        }
    }

    private void session(Direction from, int code, List<Attribute> fields, long atNanos) {
        Operation operation =
                new Operation(FinsDecoder.PROTOCOL, code, "node_address_data_send", Access.SESSION, "", null, fields);
        open.add(new FinsOpen.Asked(new FinsRequest(code, operation, -1, null, null), -1, from, atNanos));
    }

    private void nodes(Direction from, Window bytes, long error, long atNanos) {
        FinsOpen.Asked asked = open.take(-1, from);
        if (asked != null) {
            Outcome outcome = error == 0 ? Outcome.SUCCEEDED : Outcome.refused((int) error, "tcp_error_" + error);
            facts.operation(asked.request().operation(), asked.from(), outcome, asked.atNanos());
        }
        String client = Long.toString(bytes.u32(FinsLimits.TCP_HEADER));
        String server = Long.toString(bytes.u32(FinsLimits.TCP_HEADER + 4));
        facts.identity(from.opposite(), "tcp", List.of(new Attribute("node", client)), atNanos);
        facts.identity(from, "tcp", List.of(new Attribute("node", server)), atNanos);
    }

    private void frame(Direction from, Window bytes, int at, int length, long atNanos) {
        boolean response = length > 0 && (bytes.u8(at) & FinsLimits.RESPONSE) != 0;
        int least = FinsLimits.HEADER + (response ? 4 : 2);
        if (length < least) {
            String detail = "frame of " + length + " bytes, expected at least " + least;
            facts.anomaly(FinsAnomaly.HEADER_TOO_SHORT, detail, atNanos);
            return;
        }
        if (response) {
            response(from, bytes, at, length, atNanos);
            return;
        }
        FinsRequest request = requests.read(bytes, at, length, atNanos);
        if ((bytes.u8(at) & FinsLimits.NO_RESPONSE) != 0) {
            facts.operation(request.operation(), from, Outcome.ONE_WAY, atNanos);
            return;
        }
        long key = key(bytes.u24(at + 3), bytes.u8(at + 9), request.code());
        open.add(new FinsOpen.Asked(request, key, from, atNanos));
    }

    /** Addressed unit, service id and command: what a response repeats. */
    private static long key(int unit, int service, int command) {
        return ((long) unit << 24) | ((long) service << 16) | command;
    }

    private void response(Direction from, Window bytes, int at, int length, long atNanos) {
        int code = bytes.u16(at + FinsLimits.HEADER);
        long key = key(bytes.u24(at + 6), bytes.u8(at + 9), code);
        FinsOpen.Asked asked = open.take(key, from);
        boolean good = (bytes.u16(at + FinsLimits.HEADER + 2) & 0x7F3F) == 0;
        if (asked != null) {
            answers.answer(asked, bytes, at);
            if (good) {
                answers.contents(asked.request(), new FinsAnswers.Said(from, atNanos), bytes, at, length);
            }
        } else {
            int size = length - FinsLimits.HEADER - 4;
            answers.alone(code, new FinsAnswers.Said(from, atNanos), bytes, at);
            if (good) {
                answers.standing(code, new FinsAnswers.Said(from, atNanos), bytes, at, size);
            }
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        lost[side(from)] = true;
        begun[side(from)] = 0;
    }

    @Override
    public void timePassed(long atNanos) {
        open.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        for (int waiting : begun) {
            if (waiting > 0) {
                facts.anomaly(FinsAnomaly.TRUNCATED, "message ended after " + waiting + " bytes", atNanos);
            }
        }
        begun[0] = 0;
        begun[1] = 0;
        open.abandon();
    }

    private static int side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? 0 : 1;
    }
}
