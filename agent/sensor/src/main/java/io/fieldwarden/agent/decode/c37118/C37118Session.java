package io.fieldwarden.agent.decode.c37118;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One conversation: frames, the configurations that explain them, commands and what they bring. */
final class C37118Session implements ProtocolSession {
    private static final int OPEN_MAX = 16;
    private static final int HEADER_TEXT_MAX = 255;

    private final boolean stream;
    private final Connection connection;
    private final C37118Limits limits;
    private final C37118Streams streams;
    private final C37118Facts facts;
    private final C37118Data data;
    private final List<Asked> open = new ArrayList<>();
    private final int[] skipped = new int[2];
    private final int[] begun = new int[2];
    private final boolean[] lost = new boolean[2];
    private @Nullable Operation publish;
    private int publishId = -1;

    private record Asked(int brings, Operation operation, Direction from, long atNanos) {}

    /** @param streams shared by all connections of the thread */
    C37118Session(Connection connection, ObservationSink observations, C37118Streams streams, C37118Limits limits) {
        this.connection = connection;
        this.limits = limits;
        this.streams = streams;
        stream = connection.transport() == Transport.TCP;
        facts = new C37118Facts(connection, observations, limits.identities());
        data = new C37118Data(facts);
        lost[0] = connection.midstream();
        lost[1] = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        if (stream && lost[side]) {
            int verdict = search(side, bytes);
            if (lost[side] || verdict != 0) {
                return verdict;
            }
        }
        if (bytes.length() < C37118Limits.FRAME_MIN) {
            return waiting(side, bytes, C37118Limits.FRAME_MIN, atNanos);
        }
        if (bytes.u8(0) != C37118Limits.SYNC) {
            facts.anomaly(C37118Anomaly.BAD_SYNC, "frame begins with " + bytes.u8(0) + ", expected 170", atNanos);
            return lose(side, bytes);
        }
        int size = bytes.u16(2);
        if (size < C37118Limits.FRAME_MIN) {
            facts.anomaly(C37118Anomaly.BAD_FRAME_SIZE, "size " + size + ", expected at least 16", atNanos);
            return lose(side, bytes);
        }
        if (bytes.length() < size) {
            return waiting(side, bytes, size, atNanos);
        }
        begun[side] = 0;
        if (C37118Frame.checks(bytes, 0, size)) {
            frame(from, bytes, size, atNanos);
        } else {
            String detail = String.format(
                    "check word %04x, expected %04x", bytes.u16(size - 2), C37118Frame.crc(bytes, 0, size - 2));
            facts.anomaly(C37118Anomaly.BAD_CHECKSUM, detail, atNanos);
        }
        return Verdict.consumed(size);
    }

    private int lose(int side, Window bytes) {
        lost[side] = stream;
        begun[side] = 0;
        return Verdict.consumed(stream ? 1 : bytes.length());
    }

    private int waiting(int side, Window bytes, int size, long atNanos) {
        if (stream) {
            begun[side] = bytes.length();
            return Verdict.need(size - bytes.length());
        }
        String detail = "datagram of " + bytes.length() + " bytes, expected " + size;
        facts.anomaly(C37118Anomaly.BAD_FRAME_SIZE, detail, atNanos);
        return Verdict.consumed(bytes.length());
    }

    /** Skips to what can be the head of a frame; 0 if it is here. */
    private int search(int side, Window bytes) {
        int at = 0;
        while (at + 4 <= bytes.length() && !C37118Frame.headFits(bytes, at)) {
            at++;
        }
        if (at + 4 <= bytes.length()) {
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

    private void frame(Direction from, Window bytes, int size, long atNanos) {
        int type = C37118Frame.type(bytes, 0);
        switch (type) {
            case C37118Frame.DATA -> values(from, bytes, size, atNanos);
            case C37118Frame.COMMAND -> command(from, bytes, size, atNanos);
            case C37118Frame.HEADER -> {
                String text = bytes.latin1(C37118Limits.HEADER, Math.min(size - 16, HEADER_TEXT_MAX));
                told(from, List.of(new Attribute("data", text)), bytes, atNanos);
            }
            case C37118Frame.CFG_1, C37118Frame.CFG_2, C37118Frame.CFG_3 -> configured(from, bytes, size, atNanos);
            default -> {
                String detail = "frame type " + type + ", expected 0 to 5";
                facts.anomaly(C37118Anomaly.UNKNOWN_FRAME_TYPE, detail, atNanos);
            }
        }
    }

    private void values(Direction from, Window bytes, int size, long atNanos) {
        int id = bytes.u16(4);
        Operation operation = publish;
        if (operation == null || publishId != id) {
            operation = operation(C37118Frame.DATA, "data", Access.PUBLISH, id, List.of());
            publish = operation;
            publishId = id;
        }
        facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        C37118Configuration known = streams.find(connection.end(from).address(), id);
        if (known == null) {
            return;
        }
        if (known.dataSize() != size) {
            String detail = "data of " + size + " bytes, expected " + known.dataSize();
            facts.anomaly(C37118Anomaly.DATA_SIZE_MISMATCH, detail, atNanos);
            return;
        }
        data.read(known, bytes, atNanos);
    }

    private static Operation operation(int code, String name, Access access, int id, List<Attribute> attributes) {
        return new Operation(C37118Decoder.PROTOCOL, code, name, access, "stream " + id, null, attributes);
    }

    /** Clause 6.5, table 15. */
    private void command(Direction from, Window bytes, int size, long atNanos) {
        if (size < 18) {
            facts.anomaly(C37118Anomaly.BAD_FRAME_SIZE, "command of " + size + " bytes, expected 18", atNanos);
            return;
        }
        int code = bytes.u16(C37118Limits.HEADER);
        String name = switch (code) {
            case 1 -> "data_off";
            case 2 -> "data_on";
            case 3 -> "send_hdr";
            case 4 -> "send_cfg_1";
            case 5 -> "send_cfg_2";
            case 6 -> "send_cfg_3";
            case 8 -> "extended_frame";
            default -> (code & 0xFF00) != 0 ? "user_defined_" + code : "reserved_" + code;
        };
        if (name.startsWith("reserved")) {
            facts.anomaly(C37118Anomaly.UNKNOWN_COMMAND, "command " + code + ", expected 1 to 8", atNanos);
        }
        boolean answered = code >= 3 && code <= 6;
        Operation operation = operation(code, name, answered ? Access.READ : Access.EXECUTE, bytes.u16(4), List.of());
        if (!answered) {
            facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
            return;
        }
        if (open.size() >= OPEN_MAX) {
            unanswered(open.removeFirst());
        }
        int brings = code == 3 ? C37118Frame.HEADER : code == 6 ? C37118Frame.CFG_3 : code - 2;
        open.add(new Asked(brings, operation, from, atNanos));
    }

    /** A frame that a command asked for ends it; one that nobody asked for is told alone. */
    private void told(Direction from, List<Attribute> attributes, Window bytes, long atNanos) {
        int type = C37118Frame.type(bytes, 0);
        for (int index = 0; index < open.size(); index++) {
            Asked asked = open.get(index);
            if (asked.brings() == type && asked.from() != from) {
                open.remove(index);
                facts.operation(asked.operation(), asked.from(), Outcome.SUCCEEDED, asked.atNanos());
                return;
            }
        }
        String name = switch (type) {
            case C37118Frame.HEADER -> "header";
            case C37118Frame.CFG_3 -> "cfg_3";
            default -> "cfg_" + (type - 1);
        };
        Operation alone = operation(type, name, Access.PUBLISH, bytes.u16(4), attributes);
        facts.operation(alone, from, Outcome.ONE_WAY, atNanos);
    }

    private void configured(Direction from, Window bytes, int size, long atNanos) {
        int type = C37118Frame.type(bytes, 0);
        boolean three = type == C37118Frame.CFG_3;
        told(from, List.of(), bytes, atNanos);
        if (three && size >= 18 && bytes.u16(C37118Limits.HEADER) != 0) {
            return; // a part of a configuration
        }
        C37118Configuration found = C37118Configuration.read(bytes, size, three, limits);
        if (found == null) {
            String detail = "configuration of " + size + " bytes, expected its channels";
            facts.anomaly(C37118Anomaly.CONFIGURATION_TOO_SHORT, detail, atNanos);
            return;
        }
        if (type != C37118Frame.CFG_1) {
            streams.keep(connection.end(from).address(), bytes.u16(4), found);
        }
        for (C37118Configuration.Pmu pmu : found.pmus()) {
            List<Attribute> names =
                    List.of(new Attribute("name", pmu.station()), new Attribute("id", Integer.toString(pmu.id())));
            facts.identity(from, Integer.toString(pmu.id()), names, atNanos);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        lost[side] = true;
        begun[side] = 0;
    }

    @Override
    public void timePassed(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            unanswered(open.removeFirst());
        }
    }

    private void unanswered(Asked asked) {
        facts.operation(asked.operation(), asked.from(), Outcome.UNANSWERED, asked.atNanos());
    }

    @Override
    public void close(long atNanos) {
        for (int waiting : begun) {
            if (waiting > 0) {
                facts.anomaly(C37118Anomaly.TRUNCATED, "frame ended after " + waiting + " bytes", atNanos);
            }
        }
        begun[0] = 0;
        begun[1] = 0;
        open.forEach(this::unanswered);
        open.clear();
    }
}
