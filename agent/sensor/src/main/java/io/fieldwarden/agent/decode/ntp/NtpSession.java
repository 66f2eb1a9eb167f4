package io.fieldwarden.agent.decode.ntp;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One NTP conversation: a server's answer repeats the client's time, a control answer its sequence number. */
final class NtpSession implements ProtocolSession {
    private static final int CLIENT = 3;
    private static final int SERVER = 4;
    private static final int BROADCAST = 5;
    private static final int CONTROL = 6;
    private static final int PRIVATE = 7;

    private final boolean whole;
    private final NtpLimits limits;
    private final NtpFacts facts;
    private final ArrayDeque<Open> open = new ArrayDeque<>();

    /** A request without answer; {@code key} is the time sent, or the sequence number with the mode. */
    private record Open(long key, Operation operation, Direction from, long atNanos) {}

    NtpSession(Connection connection, ObservationSink observations, NtpLimits limits) {
        this.whole = !connection.midstream();
        this.limits = limits;
        facts = new NtpFacts(connection, observations, NtpDecoder.PROTOCOL);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        expire(atNanos);
        int mode = bytes.u8(0) & 7;
        int version = (bytes.u8(0) >> 3) & 7;
        int least = switch (mode) {
            case CONTROL -> NtpLimits.CONTROL_HEADER;
            case PRIVATE -> NtpLimits.PRIVATE_HEADER;
            default -> NtpLimits.HEADER;
        };
        if (bytes.length() < least) {
            facts.anomaly(NtpAnomaly.TOO_SHORT, bytes.length() + " bytes, expected at least " + least, atNanos);
            return Verdict.consumed(bytes.length());
        }
        if (version < 1 || version > 4) {
            facts.anomaly(NtpAnomaly.BAD_VERSION, "version " + version + ", expected 1 to 4", atNanos);
        }
        switch (mode) {
            case 0 -> facts.anomaly(NtpAnomaly.RESERVED_MODE, "mode 0, expected 1 to 7", atNanos);
            case CONTROL -> control(from, bytes, version, atNanos);
            case PRIVATE -> secret(from, bytes, version, atNanos);
            default -> clock(from, bytes, mode, version, atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    private void clock(Direction from, Window bytes, int mode, int version, long atNanos) {
        if (mode == CLIENT) {
            ask(new Open(bytes.i64(40), clock(bytes, mode, version, Access.READ), from, atNanos), atNanos);
            return;
        }
        if (mode != SERVER) {
            Access access = mode == BROADCAST ? Access.PUBLISH : Access.SESSION;
            facts.operation(clock(bytes, mode, version, access), from, Outcome.ONE_WAY, atNanos);
            return;
        }
        int stratum = bytes.u8(1);
        Open asked = take(bytes.i64(24), from.opposite());
        if (asked == null) {
            stray(atNanos);
            facts.operation(clock(bytes, mode, version, Access.READ), from, Outcome.ONE_WAY, atNanos);
        } else {
            List<Attribute> attributes = new ArrayList<>(asked.operation().attributes());
            attributes.add(new Attribute("server_version", Integer.toString(version)));
            attributes.add(new Attribute("stratum", Integer.toString(stratum)));
            attributes.add(new Attribute("ref_id", NtpNames.reference(bytes)));
            Operation request = asked.operation();
            Operation answered = new Operation(
                    NtpDecoder.PROTOCOL, request.code(), request.name(), request.access(), "", null, attributes);
            Outcome outcome = stratum == 0 ? Outcome.refused(0, NtpNames.reference(bytes)) : Outcome.SUCCEEDED;
            facts.operation(answered, asked.from(), outcome, asked.atNanos());
        }
        if (stratum > 0) {
            facts.identity(
                    from,
                    List.of(
                            new Attribute("ntp_stratum", Integer.toString(stratum)),
                            new Attribute("ntp_reference", NtpNames.reference(bytes))),
                    atNanos);
        }
    }

    private static Operation clock(Window bytes, int mode, int version, Access access) {
        List<Attribute> attributes = new ArrayList<>(4);
        attributes.add(new Attribute("version", Integer.toString(version)));
        attributes.add(new Attribute("mode", Integer.toString(mode)));
        if (mode != CLIENT) {
            attributes.add(new Attribute("stratum", Integer.toString(bytes.u8(1))));
            attributes.add(new Attribute("ref_id", NtpNames.reference(bytes)));
        }
        return new Operation(NtpDecoder.PROTOCOL, mode, NtpNames.mode(mode), access, "", null, attributes);
    }

    /** Mode 6: response, error and more bits with the operation, then sequence, status, association, offset and count. */
    private void control(Direction from, Window bytes, int version, long atNanos) {
        int bits = bytes.u8(1);
        int opcode = bits & 0x1F;
        long key = (1L << 32) | (opcode << 16) | bytes.u16(2);
        int count = bytes.u16(10);
        if (NtpLimits.CONTROL_HEADER + count > bytes.length()) {
            facts.anomaly(NtpAnomaly.BAD_LENGTH, count + " bytes of data announced, expected fewer", atNanos);
        }
        List<Attribute> attributes = List.of(
                new Attribute("version", Integer.toString(version)),
                new Attribute("mode", "6"),
                new Attribute("association_id", Integer.toString(bytes.u16(6))));
        Operation operation = new Operation(
                NtpDecoder.PROTOCOL,
                opcode,
                NtpNames.control(opcode),
                NtpNames.controlAccess(opcode),
                "",
                null,
                attributes);
        boolean failed = (bits & 0x40) != 0;
        int error = bytes.u8(4);
        Outcome outcome = failed ? Outcome.refused(error, NtpNames.controlError(error)) : Outcome.SUCCEEDED;
        exchange(new Open(key, operation, from, atNanos), (bits & 0x80) != 0, outcome, atNanos);
        if ((bits & 0x80) != 0 && opcode == 2) {
            int size = Math.min(count, bytes.length() - NtpLimits.CONTROL_HEADER);
            facts.identity(from, NtpVariables.identity(bytes, size, limits.textChars()), atNanos);
        }
    }

    /** Mode 7: response and more bits, sequence, implementation, request, error with count. */
    private void secret(Direction from, Window bytes, int version, long atNanos) {
        int request = bytes.u8(3);
        long key = (2L << 32) | request;
        List<Attribute> attributes = List.of(
                new Attribute("version", Integer.toString(version)),
                new Attribute("mode", "7"),
                new Attribute("implementation", Integer.toString(bytes.u8(2))));
        Operation operation = new Operation(
                NtpDecoder.PROTOCOL,
                request,
                NtpNames.secret(request),
                NtpNames.secretAccess(request),
                "",
                null,
                attributes);
        int error = bytes.u8(4) >> 4;
        Outcome outcome = error == 0 ? Outcome.SUCCEEDED : Outcome.refused(error, NtpNames.secretError(error));
        exchange(new Open(key, operation, from, atNanos), (bytes.u8(0) & 0x80) != 0, outcome, atNanos);
    }

    /** A long answer takes several datagrams: only the first settles the request, the others are no surprise. */
    private void exchange(Open message, boolean answer, Outcome outcome, long atNanos) {
        if (!answer) {
            ask(message, atNanos);
            return;
        }
        Open asked = take(message.key(), message.from().opposite());
        if (asked != null) {
            facts.operation(asked.operation(), asked.from(), outcome, asked.atNanos());
        } else {
            facts.operation(message.operation(), message.from().opposite(), Outcome.ONE_WAY, atNanos);
        }
    }

    private void stray(long atNanos) {
        if (whole) {
            facts.anomaly(
                    NtpAnomaly.RESPONSE_WITHOUT_REQUEST,
                    "origin time of no open request, expected that of one of " + open.size(),
                    atNanos);
        }
    }

    private void ask(Open request, long atNanos) {
        if (open.size() >= limits.outstandingMax()) {
            unanswered(open.removeFirst());
        }
        open.add(request);
        expire(atNanos);
    }

    private @Nullable Open take(long key, Direction from) {
        for (Iterator<Open> left = open.iterator(); left.hasNext(); ) {
            Open asked = left.next();
            if (asked.key() == key && asked.from() == from) {
                left.remove();
                return asked;
            }
        }
        return null;
    }

    private void unanswered(Open asked) {
        facts.operation(asked.operation(), asked.from(), Outcome.UNANSWERED, asked.atNanos());
    }

    private void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            unanswered(open.removeFirst());
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }
}
