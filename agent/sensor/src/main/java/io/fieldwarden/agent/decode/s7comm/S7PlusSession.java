package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** S7comm-plus: frames of a connection, put together and paired by sequence number. */
final class S7PlusSession {
    private static final int DIGEST = 33;
    private static final int REQUEST_HEADER = 14;
    private static final int RESPONSE_HEADER = 10;
    private static final int SESSION_CONTAINER = 285;
    private static final int EXECUTION_UNIT = 52;
    private static final int OPERATING_STATE_REQUEST = 2167;
    private static final int LEGITIMATE = 1846;
    private static final int SESSION_RESPONSE = 304;
    private static final int OBJECT_START = 0xA1;
    private static final int OBJECT_END = 0xA2;
    private static final int ATTRIBUTE = 0xA3;
    private static final int RELATION = 0xA4;
    private static final int OBJECT_NAME = 233;
    private static final int BLOCK_NUMBER = 2_521;
    private static final int PARTS_SIDES = 2;
    private static final byte[] NOTHING = new byte[0];

    private final S7Facts facts;
    private final S7Exchange exchange;
    private final S7PlusReader reader;
    private final List<Attribute> attributes = new ArrayList<>();
    private final byte[][] parts = new byte[PARTS_SIDES][0];
    private final Window whole = new Window();
    private int version;
    private boolean digest;
    private boolean encrypted;
    private boolean encryptionTold;

    S7PlusSession(S7Facts facts, S7Exchange exchange) {
        this.facts = facts;
        this.exchange = exchange;
        this.reader = new S7PlusReader(facts.limits);
    }

    /** Whether both sides went over to TLS. */
    boolean isEncrypted() {
        return encrypted;
    }

    /** What can still be told: that it is encrypted. */
    void encrypted(Direction from, Window bytes, long atNanos) {
        if (!encryptionTold && bytes.length() >= 3 && bytes.u8(1) == 3) {
            encryptionTold = true;
            attributes.clear();
            attributes.add(new Attribute("record", Integer.toString(bytes.u8(0))));
            facts.operation(from, operation(0, "tls", Access.SESSION, null), Outcome.ONE_WAY, atNanos);
        }
    }

    void missed(Direction from) {
        parts[S7Facts.index(from)] = NOTHING;
    }

    /** Takes one frame; a message ends with the frame that has a trailer. */
    void frame(Direction from, Window bytes, long atNanos) {
        exchange.expire(atNanos);
        if (bytes.length() < S7PlusFrame.HEADER) {
            facts.anomaly(S7Anomaly.LENGTH_MISMATCH, bytes.length() + " bytes, expected a header of 4", atNanos);
            return;
        }
        version = bytes.u8(1);
        int end = S7PlusFrame.HEADER + bytes.u16(2);
        if (end > bytes.length()) {
            String detail = end + " bytes, expected at most " + bytes.length();
            facts.anomaly(S7Anomaly.LENGTH_MISMATCH, detail, atNanos);
            return;
        }
        if (version >= S7PlusFrame.SYSTEM_EVENT) {
            return; // tells how much was taken in; nothing is done by it
        }
        int start = S7PlusFrame.HEADER;
        digest = version == 3 && end - start >= DIGEST && bytes.u8(start) == DIGEST - 1;
        start += digest ? DIGEST : 0;
        boolean last = end < bytes.length();
        int side = S7Facts.index(from);
        if (last && parts[side].length == 0) {
            message(from, bytes, start, end, atNanos);
            return;
        }
        join(side, bytes, start, end, atNanos);
        if (last) {
            message(from, whole.over(parts[side]), 0, parts[side].length, atNanos);
            parts[side] = NOTHING;
        }
    }

    private void join(int side, Window bytes, int start, int end, long atNanos) {
        byte[] before = parts[side];
        if (before.length + end - start > facts.limits.messageBytes()) {
            String detail = (before.length + end - start) + " bytes, expected at most " + facts.limits.messageBytes();
            facts.anomaly(S7Anomaly.OVERLONG_MESSAGE, detail, atNanos);
            parts[side] = NOTHING;
            return;
        }
        parts[side] = Arrays.copyOf(before, before.length + end - start);
        bytes.copy(start, parts[side], before.length, end - start);
    }

    private void message(Direction from, Window bytes, int start, int end, long atNanos) {
        int opcode = end > start ? bytes.u8(start) : 0;
        int least = opcode == S7PlusFrame.REQUEST ? REQUEST_HEADER : RESPONSE_HEADER;
        if (end - start < least) {
            String detail = (end - start) + " bytes of message, expected " + least;
            facts.anomaly(S7Anomaly.PARAMETER_TOO_SHORT, detail, atNanos);
            return;
        }
        attributes.clear();
        attributes.add(new Attribute("version", Integer.toString(version)));
        if (digest) {
            attributes.add(new Attribute("integrity", "digest"));
        }
        switch (opcode) {
            case S7PlusFrame.REQUEST -> request(from, bytes, start, end, atNanos);
            case S7PlusFrame.RESPONSE, S7PlusFrame.RESPONSE_2 -> response(from, bytes, start, end, atNanos);
            case S7PlusFrame.NOTIFICATION -> notification(from, bytes, start, end, atNanos);
            default ->
                facts.anomaly(
                        S7Anomaly.UNKNOWN_FUNCTION,
                        String.format(Locale.ROOT, "opcode 0x%02x, expected 0x31 to 0x33", opcode),
                        atNanos);
        }
    }

    private Operation operation(int function, String name, Access access, @Nullable Points points) {
        return new Operation(S7Decoder.PLUS, function, name, access, "", points, attributes);
    }

    private void attribute(String name, String value) {
        attributes.add(new Attribute(name, value));
    }

    private void request(Direction from, Window bytes, int start, int end, long atNanos) {
        int function = bytes.u16(start + 3);
        int sequence = bytes.u16(start + 7);
        String name = S7PlusFrame.name(function);
        if (name.startsWith("unknown")) {
            facts.anomaly(S7Anomaly.UNKNOWN_FUNCTION, name + ", expected a known function", atNanos);
        }
        attribute("session_id", String.format(Locale.ROOT, "0x%08x", bytes.i32(start + 9)));
        reader.over(bytes, start + REQUEST_HEADER, end);
        Access access = S7PlusFrame.access(function);
        List<S7Item> items = List.of();
        switch (function) {
            case S7PlusFrame.CREATE_OBJECT -> access = create();
            case S7PlusFrame.DELETE_OBJECT -> attribute("object", Long.toString(reader.u32()));
            case S7PlusFrame.SET_VARIABLE -> access = set();
            case S7PlusFrame.GET_MULTI_VARIABLES, S7PlusFrame.SET_MULTI_VARIABLES ->
                items = addresses(function, name, access);
            case S7PlusFrame.GET_VAR_SUB_STREAMED, S7PlusFrame.SET_VAR_SUB_STREAMED, 0x04BB ->
                attribute("object", Long.toString(reader.u32()));
            default -> {
                // its fields are not public
            }
        }
        Operation first = items.isEmpty()
                ? operation(function, name, access, null)
                : items.getFirst().operation();
        S7Exchange.Request request = new S7Exchange.Request(S7PlusFrame.PROTOCOL_ID, function, first, items, false);
        boolean secret = items.stream().anyMatch(item -> item.operation().access() == Access.SESSION);
        boolean values = function == S7PlusFrame.SET_MULTI_VARIABLES && !secret && !reader.isCut();
        byte[] data = values ? new byte[reader.left()] : NOTHING;
        bytes.copy(end - data.length, data, 0, data.length);
        exchange.ask(from, sequence, request, data, atNanos);
    }

    /** Parent, an unused value, and the object: a session, a subscription, or part of the program. */
    private Access create() {
        long parent = reader.u32();
        reader.value();
        reader.u32();
        if (digest) {
            reader.vlq(); // the integrity part counts messages
        }
        attribute("object", Long.toString(parent));
        if (reader.u8() != OBJECT_START || reader.isCut()) {
            return Access.CONFIGURE;
        }
        reader.u32();
        long kind = reader.vlq();
        attribute("class", S7PlusFrame.className(kind));
        named();
        if (parent == SESSION_CONTAINER || kind == 287) {
            return Access.SESSION;
        }
        return kind == 1001 || kind == 255 || kind >= 0x7FFF_0000L ? Access.SUBSCRIBE : Access.CONFIGURE;
    }

    /** Flags of the class and an id, then attributes of the object: what it is called, and a block's number. */
    private void named() {
        reader.vlq();
        reader.vlq();
        while (reader.left() > 0 && reader.u8() == ATTRIBUTE && !reader.isCut()) {
            long id = reader.vlq();
            reader.value();
            if (!reader.isCut() && !reader.text().isEmpty() && (id == OBJECT_NAME || id == BLOCK_NUMBER)) {
                attribute(id == OBJECT_NAME ? "object_name" : "block_number", reader.text());
            }
        }
    }

    /** Object, one attribute of it, and its value, which may be a secret. */
    private Access set() {
        long object = reader.u32();
        reader.vlq();
        long id = reader.vlq();
        attribute("object", Long.toString(object));
        attribute("attribute", Long.toString(id));
        if (id == LEGITIMATE || id == SESSION_RESPONSE) {
            attribute("legitimation", "given");
            return Access.SESSION;
        }
        reader.value();
        if (reader.isCut()) {
            return Access.WRITE;
        }
        if (object == EXECUTION_UNIT && id == OPERATING_STATE_REQUEST) {
            String state = reader.text().equals("1") ? "stop" : reader.text().equals("3") ? "run" : reader.text();
            attribute("operating_state", state);
            return Access.EXECUTE;
        }
        attribute("value", reader.text());
        return Access.WRITE;
    }

    /** Addresses of variables, or below one object of its attributes. */
    private List<S7Item> addresses(int function, String name, Access access) {
        long object = reader.u32();
        long count = Math.min(reader.vlq(), facts.limits.valuesMax());
        reader.vlq();
        attribute("itemcount", Long.toString(count));
        if (object != 0) {
            attribute("object", Long.toString(object));
        }
        List<S7Item> items = new ArrayList<>();
        for (long index = 0; index < count && !reader.isCut() && reader.left() > 0; index++) {
            Points points = object == 0 || function == S7PlusFrame.GET_MULTI_VARIABLES
                    ? reader.address()
                    : Points.named("object/" + object + "/" + reader.vlq());
            Access own = points.space().endsWith("/" + LEGITIMATE) ? Access.SESSION : access;
            items.add(new S7Item(S7Item.Type.OPAQUE, List.of(points), operation(function, name, own, points)));
        }
        return items;
    }

    private void response(Direction from, Window bytes, int start, int end, long atNanos) {
        int function = bytes.u16(start + 3);
        int sequence = bytes.u16(start + 7);
        S7Exchange.Outstanding.Open request =
                exchange.answered(from, S7PlusFrame.PROTOCOL_ID, sequence, function, atNanos);
        reader.over(bytes, start + RESPONSE_HEADER, end);
        long returned = reader.vlq();
        int code = (short) returned;
        Outcome outcome = code < 0 ? Outcome.refused(code, "error_" + -code) : Outcome.SUCCEEDED;
        if (request == null) {
            Outcome oneWay = new Outcome(Outcome.Kind.ONE_WAY, outcome.code(), outcome.name());
            Access access = S7PlusFrame.access(function);
            facts.operation(
                    from.opposite(), operation(function, S7PlusFrame.name(function), access, null), oneWay, atNanos);
            return;
        }
        List<S7Item> items = request.request().items();
        if (items.isEmpty()) {
            exchange.tell(request, outcome);
        }
        for (S7Item item : items) {
            exchange.tell(request, item.operation(), outcome);
        }
        if (code >= 0 && function == S7PlusFrame.GET_MULTI_VARIABLES) {
            values(items, ValueSeen.Way.READ, atNanos);
        } else if (code >= 0 && function == S7PlusFrame.SET_MULTI_VARIABLES && reader.vlq() == 0) {
            byte[] data = request.data(); // no item has an error of its own
            reader.over(whole.over(data), 0, data.length);
            values(items, ValueSeen.Way.WRITTEN, request.atNanos());
        } else if (code >= 0 && function == S7PlusFrame.CREATE_OBJECT) {
            created(from, atNanos);
        } else if (code >= 0 && function == S7PlusFrame.INIT_SSL) {
            encrypted = true;
        }
    }

    /** Item numbers from 1 and their values, up to number 0. */
    private void values(List<S7Item> items, ValueSeen.Way way, long atNanos) {
        for (long number = reader.vlq(); number != 0 && !reader.isCut(); number = reader.vlq()) {
            reader.value();
            if (!reader.isCut() && number <= items.size() && !reader.text().isEmpty()) {
                Points points = items.get((int) number - 1).parts().getFirst();
                facts.values(way, points, value(), atNanos);
            }
        }
    }

    private Values value() {
        return Double.isNaN(reader.number())
                ? new Values.Texts(new String[] {reader.text()})
                : new Values.Numbers(new double[] {reader.number()});
    }

    /** Ids, then the object with its attributes: the version of the system names the CPU. */
    private void created(Direction from, long atNanos) {
        int ids = reader.u8();
        for (int id = 0; id < ids && !reader.isCut(); id++) {
            reader.vlq();
        }
        while (reader.left() > 0 && !reader.isCut()) {
            switch (reader.u8()) {
                case OBJECT_START -> {
                    reader.u32();
                    reader.vlq();
                    reader.vlq();
                    reader.vlq();
                }
                case ATTRIBUTE -> {
                    reader.vlq();
                    reader.value();
                    identity(reader.text(), from, atNanos);
                }
                case RELATION -> {
                    reader.vlq();
                    reader.u32();
                }
                case OBJECT_END -> {}
                default -> {
                    return; // integrity and end
                }
            }
        }
    }

    /** {@code 1;6ES7 211-1BE31-0XB0 ;V3.0}. */
    private void identity(String version, Direction from, long atNanos) {
        String[] fields = version.split(";", 4);
        if (fields.length < 3 || !fields[0].equals("1")) {
            return;
        }
        List<Attribute> identity = List.of(
                new Attribute("vendor", "Siemens"),
                new Attribute("model", fields[1].strip()),
                new Attribute("firmware", fields[2].strip()));
        facts.identity(from, identity, S7Decoder.PLUS, atNanos);
    }

    /** Subscription, six bytes, credit, sequence and change counter, then references and their values. */
    private void notification(Direction from, Window bytes, int start, int end, long atNanos) {
        long subscription = bytes.u32(start + 1);
        attribute("subscription", String.format(Locale.ROOT, "0x%08x", subscription));
        facts.operation(
                from,
                operation(S7PlusFrame.NOTIFICATION, "notification", Access.PUBLISH, null),
                Outcome.ONE_WAY,
                atNanos);
        reader.over(bytes, start + 11, end);
        reader.u8();
        reader.vlq();
        reader.u8();
        while (reader.left() > 4 && reader.u8() == 0x92) {
            long reference = reader.u32();
            reader.value();
            if (reader.isCut()) {
                return;
            }
            if (!reader.text().isEmpty()) {
                Points points = Points.named("subscription/" + (subscription & 0xFFFF) + "/" + reference);
                facts.values(ValueSeen.Way.REPORTED, points, value(), atNanos);
            }
        }
    }
}
