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

/** User data: requests, answers in one or more data units, and what a CPU pushes. */
final class S7Userdata {
    private static final int PARAMETER_MIN = 8;
    private static final int PARAMETER_ANSWER = 12;
    private static final int REQUEST = 4;
    private static final int DATA_HEADER = 4;
    private static final byte[] NOTHING = new byte[0];

    private final S7Facts facts;
    private final S7Exchange exchange;
    private final S7Cyclic cyclic;
    private final S7Szl szl;
    private final S7BlockInfo blocks = new S7BlockInfo();
    private final S7Alarms alarms;
    private final Window whole = new Window();
    private final List<Attribute> attributes = new ArrayList<>();
    /** Data units of an answer that is not whole yet, and what they belong to. */
    private byte[] parts = new byte[0];

    private int partsOf = -1;

    private Window bytes = whole;
    private S7UserFunction function = S7UserFunction.of(0, 0);
    private int subfunction;
    private int sequence;
    private int error;
    private boolean lastUnit = true;
    private int at;
    private int length;
    private int returnCode;

    S7Userdata(S7Facts facts, S7Exchange exchange) {
        this.facts = facts;
        this.exchange = exchange;
        this.cyclic = new S7Cyclic(facts);
        this.szl = new S7Szl(facts);
        this.alarms = new S7Alarms(facts.limits);
    }

    void message(S7Message message, Direction from, long atNanos) {
        if (message.parameterLength < PARAMETER_MIN) {
            String detail = message.parameterLength + " bytes of parameters, expected " + PARAMETER_MIN;
            facts.anomaly(S7Anomaly.PARAMETER_TOO_SHORT, detail, atNanos);
            return;
        }
        look(message);
        if (!function.isKnown()) {
            facts.anomaly(S7Anomaly.UNKNOWN_FUNCTION, function.name() + ", expected a known function", atNanos);
        }
        if (!data(message)) {
            String detail = message.dataLength + " bytes of data, expected " + (DATA_HEADER + length);
            facts.anomaly(S7Anomaly.DATA_TOO_SHORT, detail, atNanos);
        }
        switch ((message.bytes.u8(message.parameterAt + 5) >> 4) & 0xC) {
            case REQUEST -> request(message, from, atNanos);
            case 0 -> push(from, atNanos);
            default -> answer(message, from, atNanos);
        }
    }

    private void look(S7Message message) {
        bytes = message.bytes;
        int start = message.parameterAt;
        subfunction = bytes.u8(start + 6);
        function = S7UserFunction.of(bytes.u8(start + 5) & 0xF, subfunction);
        sequence = bytes.u8(start + 7);
        boolean answer = message.parameterLength >= PARAMETER_ANSWER;
        lastUnit = !answer || bytes.u8(start + 9) == 0;
        error = answer ? bytes.u16(start + 10) : 0;
        attributes.clear();
    }

    /** Return code, transport size and length before the data itself; false if it is cut short. */
    private boolean data(S7Message message) {
        at = message.dataAt;
        length = 0;
        returnCode = 0;
        if (message.dataLength < DATA_HEADER) {
            return message.dataLength == 0;
        }
        returnCode = bytes.u8(at);
        int size = bytes.u8(at + 1);
        int declared = bytes.u16(at + 2);
        length = size >= 3 && size <= 5 ? (declared + 7) >> 3 : declared;
        at += DATA_HEADER;
        if (length <= message.dataLength - DATA_HEADER) {
            return true;
        }
        int there = message.dataLength - DATA_HEADER;
        boolean whole = function.group() == S7UserFunction.CPU && there > 0; // alarms declare more than they hold
        if (whole) {
            length = there;
            return true;
        }
        int wanted = length;
        length = 0;
        returnCode = wanted == 0 ? returnCode : 0;
        return false;
    }

    private void attribute(String name, String value) {
        attributes.add(new Attribute(name, value));
    }

    private Operation operation(Access access) {
        return new Operation(S7Decoder.PROTOCOL, function.code(), function.name(), access, "", null, attributes);
    }

    private void request(S7Message message, Direction from, long atNanos) {
        boolean continued = message.bytes.u8(message.parameterAt + 4) == 0x12 && message.parameterLength >= 12;
        List<S7Item> items = List.of();
        if (continued) {
            attribute("continued", "true");
        }
        Access access = function.access();
        switch (function.group()) {
            case S7UserFunction.CYCLIC -> items = cyclic.subscribed(bytes, at, length, function, attributes);
            case S7UserFunction.BLOCK -> blocks.request(bytes, at, length, function.code(), attributes);
            case S7UserFunction.CPU -> access = cpu(continued);
            case S7UserFunction.SECURITY -> attribute("password", length > 0 ? "given" : "none");
            case S7UserFunction.TIME -> time();
            case S7UserFunction.PBC -> pbc();
            case S7UserFunction.PROGRAMMER -> attribute("data_length", Integer.toString(length));
            default -> {
                // nothing more is known of it
            }
        }
        Operation operation = operation(access);
        if (function.group() == S7UserFunction.CYCLIC && function.code() != S7UserFunction.CYCLIC_UNSUBSCRIBE) {
            cyclic.remember(message.reference, items);
        }
        S7Exchange.Request request = new S7Exchange.Request(S7Message.USERDATA, function.code(), operation);
        exchange.ask(from, message.reference, request, NOTHING, atNanos);
    }

    private Access cpu(boolean continued) {
        if (function.code() == S7UserFunction.READ_SZL && length >= 4 && !continued) {
            int id = bytes.u16(at);
            attribute("szl_id", String.format(Locale.ROOT, "0x%04x", id));
            attribute("szl_index", String.format(Locale.ROOT, "0x%04x", bytes.u16(at + 2)));
            return S7Szl.isIdentity(id) ? Access.IDENTIFY : Access.READ;
        }
        if (function.code() == S7UserFunction.MESSAGE_SERVICE && length >= 2) {
            attribute("events", String.format(Locale.ROOT, "0x%02x", bytes.u8(at)));
            if (length >= 10) {
                attribute("username", bytes.latin1(at + 2, 8).strip());
            }
        } else if (function.code() != S7UserFunction.READ_SZL && length > 0) {
            alarms.request(bytes, at, length, attributes);
        }
        return function.access();
    }

    private void time() {
        if (length >= 10) {
            attribute("time", S7ValueReader.clock(bytes, at));
        }
    }

    /** Block-oriented sending: 12, length, syntax 13, the R_ID of the pair that talks. */
    private void pbc() {
        if (length >= 8) {
            attribute("r_id", String.format(Locale.ROOT, "0x%08x", bytes.i32(at + 4)));
            attribute("data_length", Integer.toString(length - 8));
        }
    }

    private void push(Direction from, long atNanos) {
        switch (function.group()) {
            case S7UserFunction.MODE_TRANSITION -> {
                attribute("mode", S7UserFunction.mode(subfunction));
                Values mode = new Values.Texts(new String[] {S7UserFunction.mode(subfunction)});
                facts.operation(from, operation(Access.PUBLISH), Outcome.ONE_WAY, atNanos);
                facts.values(ValueSeen.Way.REPORTED, Points.named(S7Szl.OPERATING_STATE), mode, atNanos);
            }
            case S7UserFunction.CYCLIC -> {
                attribute("job_id", Integer.toString(sequence));
                facts.operation(from, operation(Access.PUBLISH), Outcome.ONE_WAY, atNanos);
                if (!cyclic.pushed(sequence, bytes, at, length, atNanos)) {
                    facts.anomaly(S7Anomaly.DATA_TOO_SHORT, "cyclic data ends before its items, expected all", atNanos);
                }
            }
            case S7UserFunction.CPU -> {
                alarms.pushed(function.code(), bytes, at, length, attributes);
                facts.operation(from, operation(Access.PUBLISH), Outcome.ONE_WAY, atNanos);
            }
            default -> {
                attribute("data_length", Integer.toString(length));
                Access access = function.group() == S7UserFunction.PBC ? Access.WRITE : Access.PUBLISH;
                facts.operation(from, operation(access), Outcome.ONE_WAY, atNanos);
            }
        }
    }

    private void answer(S7Message message, Direction from, long atNanos) {
        S7Exchange.Outstanding.Open request =
                exchange.answered(from, S7Message.USERDATA, message.reference, function.code(), atNanos);
        boolean refused = error != 0 || (returnCode != S7ValueReader.SUCCESS && returnCode != 0 && returnCode != 0x0A);
        if (!refused && length > 0) {
            join(atNanos);
        }
        boolean empty = length == 0 && returnCode == 0x0A;
        Outcome outcome = outcome(refused);
        if (!refused && !empty) {
            understood(message.reference);
        }
        if (request == null) {
            Outcome oneWay = new Outcome(Outcome.Kind.ONE_WAY, outcome.code(), outcome.name());
            facts.operation(from.opposite(), operation(function.access()), oneWay, atNanos);
            return;
        }
        Operation operation = request.request().operation();
        exchange.tell(request, attributes.isEmpty() ? operation : S7Exchange.with(operation, attributes), outcome);
        if (!refused) {
            told(from, atNanos);
        }
    }

    private Outcome outcome(boolean refused) {
        if (!refused) {
            return Outcome.SUCCEEDED;
        }
        return error != 0
                ? Outcome.refused(error, S7Names.error(error))
                : Outcome.refused(returnCode, S7Names.returnCode(returnCode));
    }

    /** Puts data units together; the last leaves {@link #bytes} with all of them. */
    private void join(long atNanos) {
        int of = (function.code() << 8) | sequence;
        if (lastUnit && partsOf != of) {
            return;
        }
        int before = partsOf == of ? parts.length : 0;
        if (before + length > facts.limits.messageBytes()) {
            String detail = (before + length) + " bytes in data units, expected at most " + facts.limits.messageBytes();
            facts.anomaly(S7Anomaly.OVERLONG_MESSAGE, detail, atNanos);
            partsOf = -1;
            parts = NOTHING;
            return;
        }
        parts = Arrays.copyOf(before == 0 ? NOTHING : parts, before + length);
        bytes.copy(at, parts, before, length);
        partsOf = lastUnit ? -1 : of;
        bytes = whole.over(parts);
        at = 0;
        length = lastUnit ? parts.length : 0;
    }

    /** What an answer adds to its operation. */
    private void understood(int reference) {
        switch (function.group()) {
            case S7UserFunction.TIME -> time();
            case S7UserFunction.BLOCK -> blocks.answer(bytes, at, length, function.code(), attributes);
            case S7UserFunction.CPU -> {
                if (function.code() != S7UserFunction.READ_SZL) {
                    alarms.answer(function.code(), bytes, at, length, attributes);
                } else if (length >= 8) {
                    szl.answer(bytes, at, length, attributes);
                }
            }
            case S7UserFunction.CYCLIC -> {
                cyclic.confirmed(reference, sequence);
                attribute("job_id", Integer.toString(sequence));
            }
            default -> {
                // the outcome says all
            }
        }
        if (!lastUnit) {
            attribute("lastdataunit", "false");
        }
    }

    /** What stands on its own: identities, states, values. */
    private void told(Direction from, long atNanos) {
        if (function.code() == S7UserFunction.READ_SZL && length >= 8) {
            szl.tell(bytes, at, length, from, atNanos);
        } else if (function.code() == S7UserFunction.LIST_BLOCKS) {
            blocks.counts(bytes, at, length, facts, atNanos);
        } else if (function.group() == S7UserFunction.CYCLIC
                && function.code() != S7UserFunction.CYCLIC_UNSUBSCRIBE
                && length >= 2) {
            cyclic.pushed(sequence, bytes, at, length, atNanos);
        }
    }
}
