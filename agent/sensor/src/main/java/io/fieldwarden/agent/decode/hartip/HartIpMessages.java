package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;

/** Reads messages and pairs requests with responses. */
final class HartIpMessages {
    private static final int BACK = 1;
    private static final int STX = 2;
    private static final int ACK = 6;
    private static final int SESSION = -1;

    private final HartIpFacts facts;
    private final HartIpOpen open;
    private final HartIpOperations operations;
    private final HartIpContents contents;
    private final HartIpLimits limits;

    HartIpMessages(HartIpFacts facts, HartIpOpen open, HartIpOperations operations, HartIpLimits limits) {
        this.facts = facts;
        this.open = open;
        this.operations = operations;
        this.limits = limits;
        contents = new HartIpContents(facts);
    }

    /** One message of {@code size} bytes, all of them there. */
    void message(Direction from, Window bytes, int size, long atNanos) {
        int id = bytes.u8(2);
        if (id == HartIpShape.TOKEN_PASSING) {
            tokenPassing(from, bytes, size, atNanos);
        } else if (id == HartIpShape.DIRECT) {
            direct(from, bytes, size, atNanos);
        } else {
            session(from, id, bytes, size, atNanos);
        }
    }

    private void session(Direction from, int id, Window bytes, int size, long atNanos) {
        if (id == HartIpShape.INITIATE && size < HartIpLimits.INITIATE) {
            String detail = "session initiate of " + size + " bytes, expected " + HartIpLimits.INITIATE;
            facts.anomaly(HartIpAnomaly.PDU_TOO_SHORT, detail, atNanos);
        }
        Operation operation = id == HartIpShape.INITIATE && size >= HartIpLimits.INITIATE
                ? named(
                        id,
                        List.of(
                                new Attribute("host_type", bytes.u8(8) == 1 ? "primary" : "secondary"),
                                new Attribute("inactivity_close_timer", Long.toString(bytes.u32(9)))))
                : named(id, List.of());
        settle(from, key(bytes, id, 0), new HartIpRequest(SESSION, operation), bytes, atNanos);
    }

    private static Operation named(int id, List<Attribute> attributes) {
        String name = switch (id) {
            case HartIpShape.INITIATE -> "session_initiate";
            case HartIpShape.CLOSE -> "session_close";
            case HartIpShape.KEEP_ALIVE -> "keep_alive";
            default -> "read_audit_log";
        };
        Access access = id == HartIpShape.AUDIT_LOG ? Access.READ : Access.SESSION;
        return new Operation(HartIpDecoder.PROTOCOL, id, name, access, "", null, attributes);
    }

    /** A request waits; an answer ends it, or is told alone where its request went another way. */
    private void settle(Direction from, long key, HartIpRequest request, Window bytes, long atNanos) {
        if (bytes.u8(1) == HartIpShape.REQUEST) {
            open.add(new HartIpOpen.Asked(request, key, from, atNanos));
            return;
        }
        int status = bytes.u8(3);
        Outcome outcome = !HartIpCommand.isError(status)
                ? Outcome.SUCCEEDED
                : Outcome.refused(status, HartIpCommand.responseCode(status));
        answered(from, key, request, outcome, atNanos);
    }

    private void answered(Direction from, long key, HartIpRequest as, Outcome outcome, long atNanos) {
        HartIpOpen.Asked asked = open.take(key, from);
        if (asked != null) {
            facts.operation(asked.request().operation(), asked.from(), outcome, asked.atNanos());
        } else {
            boolean refused = outcome.kind() == Outcome.Kind.REFUSED;
            facts.operation(as.operation(), from.opposite(), refused ? outcome : Outcome.ONE_WAY, atNanos);
        }
    }

    private static long key(Window bytes, int id, int command) {
        return ((long) bytes.u16(4) << 32) | ((long) id << 24) | command;
    }

    private void tokenPassing(Direction from, Window bytes, int size, long atNanos) {
        int at = HartIpShape.delimiter(bytes, HartIpLimits.HEADER, size);
        int command = at < size ? HartIpShape.command(bytes, at) : size;
        if (command + 3 > size) {
            if (bytes.u8(3) == 0) {
                String detail = "frame of " + (size - at) + " bytes, expected a command";
                facts.anomaly(HartIpAnomaly.PDU_TOO_SHORT, detail, atNanos);
            }
            return;
        }
        int count = bytes.u8(command + 1);
        if (command + 3 + count > size) {
            String detail = "byte count " + count + ", expected at most " + (size - command - 3);
            facts.anomaly(HartIpAnomaly.BYTE_COUNT_MISMATCH, detail, atNanos);
            return;
        }
        if (HartIpShape.parity(bytes, at, command + 3 + count) != 0) {
            String detail = "check byte " + bytes.u8(command + 2 + count) + ", expected the parity of the frame";
            facts.anomaly(HartIpAnomaly.BAD_CHECKSUM, detail, atNanos);
        }
        frame(from, bytes, at, command, atNanos);
    }

    private void frame(Direction from, Window bytes, int at, int commandAt, long atNanos) {
        int delimiter = bytes.u8(at);
        String device = HartIpContents.device(bytes, at + 1, HartIpShape.addressSize(delimiter));
        int count = bytes.u8(commandAt + 1);
        int code = bytes.u8(commandAt);
        switch (delimiter & 7) {
            case STX -> {
                if (code == HartIpCommand.EXTENDED && count >= 2) {
                    code = bytes.u16(commandAt + 2);
                }
                HartIpRequest request = new HartIpRequest(code, operations.of(code, false, device));
                long key = key(bytes, HartIpShape.TOKEN_PASSING, bytes.u8(commandAt));
                open.add(new HartIpOpen.Asked(request, key, from, atNanos));
            }
            case ACK, BACK -> {
                if (count >= 2) {
                    answer(from, bytes, at, commandAt, atNanos);
                }
            }
            default ->
                facts.anomaly(
                        HartIpAnomaly.UNKNOWN_DELIMITER,
                        "delimiter " + delimiter + ", expected a burst, a request or an answer",
                        atNanos);
        }
    }

    private void answer(Direction from, Window bytes, int at, int commandAt, long atNanos) {
        String device = HartIpContents.device(bytes, at + 1, HartIpShape.addressSize(bytes.u8(at)));
        boolean burst = (bytes.u8(at) & 7) == BACK;
        int count = bytes.u8(commandAt + 1);
        int code = bytes.u8(commandAt);
        int data = commandAt + 4;
        int size = count - 2;
        long key = key(bytes, HartIpShape.TOKEN_PASSING, code);
        if (code == HartIpCommand.EXTENDED && size >= 2) {
            code = bytes.u16(data);
            data += 2;
            size -= 2;
        }
        int response = bytes.u8(commandAt + 2);
        boolean error = HartIpCommand.isError(response);
        Operation operation = operations.of(code, burst, device);
        if (burst) {
            facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        } else {
            Outcome outcome =
                    error ? Outcome.refused(response, HartIpCommand.responseCode(response)) : Outcome.SUCCEEDED;
            answered(from, key, new HartIpRequest(code, operation), outcome, atNanos);
        }
        if (!error) {
            ValueSeen.Way way = burst ? ValueSeen.Way.REPORTED : ValueSeen.Way.READ;
            contents.read(new HartIpContents.Said(device, from, way, atNanos), code, bytes, data, size);
        }
    }

    /** TS20085 direct PDU: two status bytes, then commands, each with number, byte count and data. */
    private void direct(Direction from, Window bytes, int size, long atNanos) {
        int at = HartIpLimits.HEADER + 2;
        boolean request = bytes.u8(1) == HartIpShape.REQUEST;
        boolean publish = bytes.u8(1) == HartIpShape.PUBLISH;
        for (int index = 0; index < limits.commandsMax() && at + 3 <= size; index++) {
            int code = bytes.u16(at);
            int count = bytes.u8(at + 2);
            if (at + 3 + count > size) {
                String detail = "byte count " + count + ", expected at most " + (size - at - 3);
                facts.anomaly(HartIpAnomaly.BYTE_COUNT_MISMATCH, detail, atNanos);
                return;
            }
            Operation operation = operations.of(code, publish, "");
            long key = key(bytes, HartIpShape.DIRECT, code);
            if (request) {
                open.add(new HartIpOpen.Asked(new HartIpRequest(code, operation), key, from, atNanos));
            } else if (count >= 1) {
                directAnswer(from, operation, bytes, at, atNanos);
            }
            at += 3 + count;
        }
    }

    private void directAnswer(Direction from, Operation operation, Window bytes, int at, long atNanos) {
        boolean publish = bytes.u8(1) == HartIpShape.PUBLISH;
        long key = key(bytes, HartIpShape.DIRECT, operation.code());
        int response = bytes.u8(at + 3);
        boolean error = HartIpCommand.isError(response);
        if (publish) {
            facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        } else {
            Outcome outcome =
                    error ? Outcome.refused(response, HartIpCommand.responseCode(response)) : Outcome.SUCCEEDED;
            answered(from, key, new HartIpRequest(operation.code(), operation), outcome, atNanos);
        }
        if (!error) {
            ValueSeen.Way way = publish ? ValueSeen.Way.REPORTED : ValueSeen.Way.READ;
            HartIpContents.Said said = new HartIpContents.Said("device", from, way, atNanos);
            contents.read(said, operation.code(), bytes, at + 4, bytes.u8(at + 2) - 1);
        }
    }
}
