package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs and their acknowledgements. */
final class S7Jobs {
    static final int READ_VAR = 0x04;
    static final int WRITE_VAR = 0x05;
    private static final int SETUP = 0xF0;
    private static final int START_UPLOAD = 0x1D;
    private static final int UPLOAD = 0x1E;
    private static final byte[] NOTHING = new byte[0];

    private final S7Facts facts;
    private final S7Exchange exchange;
    private final S7Repeats repeats;
    private final S7ItemReader items;
    private final S7Services services = new S7Services();
    private final S7ValueReader values;
    private final S7ValueReader asked;
    private final Window written = new Window();

    S7Jobs(S7Facts facts, S7Exchange exchange, S7Repeats repeats) {
        this.facts = facts;
        this.exchange = exchange;
        this.repeats = repeats;
        this.items = new S7ItemReader(facts.limits);
        this.values = new S7ValueReader(facts);
        this.asked = new S7ValueReader(facts);
    }

    void job(S7Message message, Direction from, long atNanos) {
        int function = message.function();
        if (function < 0) {
            facts.anomaly(S7Anomaly.PARAMETER_TOO_SHORT, "a job without function, expected one", atNanos);
            return;
        }
        S7Exchange.Request request = repeats.find(message.bytes, message.parameterAt, message.parameterLength);
        if (request == null) {
            request = function == READ_VAR || function == WRITE_VAR
                    ? variables(message, function, atNanos)
                    : service(message, function, atNanos);
        }
        byte[] data = NOTHING;
        if (function == WRITE_VAR) {
            data = new byte[message.dataLength];
            message.bytes.copy(message.dataAt, data, 0, data.length);
        }
        exchange.ask(from, message.reference, request, data, atNanos);
    }

    private S7Exchange.Request variables(S7Message message, int function, long atNanos) {
        Window bytes = message.bytes;
        int at = message.parameterAt;
        int end = at + message.parameterLength;
        int count = message.parameterLength < 2 ? 0 : bytes.u8(at + 1);
        boolean read = function == READ_VAR;
        String name = read ? "read_var" : "write_var";
        Access access = read ? Access.READ : Access.WRITE;
        List<S7Item> found = items.operating(function, name, access).read(bytes, at + 2, end, count);
        if (found.size() < count || count == 0) {
            String detail = found.size() + " items can be read, expected " + Math.max(1, count);
            facts.anomaly(S7Anomaly.BAD_ITEM, detail, atNanos);
        }
        if (found.isEmpty()) {
            return new S7Exchange.Request(
                    S7Message.JOB,
                    function,
                    new Operation(S7Decoder.PROTOCOL, function, name, access, "", null, List.of()));
        }
        S7Exchange.Request request =
                new S7Exchange.Request(S7Message.JOB, function, found.getFirst().operation(), found, false);
        if (found.size() == count) {
            repeats.keep(bytes, at, message.parameterLength, request);
        }
        return request;
    }

    private S7Exchange.Request service(S7Message message, int function, long atNanos) {
        Operation operation = services.read(message.bytes, message.parameterAt, message.parameterLength);
        if (!services.isKnown(function)) {
            String detail = String.format(Locale.ROOT, "function 0x%02x, expected a known one", function);
            facts.anomaly(S7Anomaly.UNKNOWN_FUNCTION, detail, atNanos);
        } else if (services.isCut()) {
            String detail = operation.name() + " of " + message.parameterLength + " bytes, expected more";
            facts.anomaly(S7Anomaly.PARAMETER_TOO_SHORT, detail, atNanos);
        }
        boolean fetched = function == S7Services.DOWNLOAD_BLOCK || function == S7Services.DOWNLOAD_ENDED;
        return new S7Exchange.Request(S7Message.JOB, function, operation, List.of(), fetched);
    }

    void answer(S7Message message, Direction from, long atNanos) {
        int function = message.function();
        S7Exchange.Outstanding.Open request =
                exchange.answered(from, S7Message.JOB, message.reference, function, atNanos);
        if (request == null) {
            unasked(message, from, atNanos);
            return;
        }
        if (message.error != 0) {
            exchange.unfinished(request, Outcome.refused(message.error, S7Names.error(message.error)));
            return;
        }
        if (request.request().items().isEmpty()) {
            exchange.tell(request, answered(request.request(), message), Outcome.SUCCEEDED);
        } else if (request.request().function() == READ_VAR) {
            read(request, message, atNanos);
        } else {
            written(request, message, atNanos);
        }
    }

    /** The operation with what its answer adds: the size agreed on, the number of an upload. */
    private static Operation answered(S7Exchange.Request request, S7Message message) {
        Window bytes = message.bytes;
        int at = message.parameterAt;
        List<Attribute> more = new ArrayList<>();
        if (request.function() == SETUP && message.parameterLength >= 8) {
            more.add(new Attribute("negotiated_maxamq_calling", Integer.toString(bytes.u16(at + 2))));
            more.add(new Attribute("negotiated_maxamq_called", Integer.toString(bytes.u16(at + 4))));
            more.add(new Attribute("negotiated_pdu_length", Integer.toString(bytes.u16(at + 6))));
        } else if (request.function() == START_UPLOAD && message.parameterLength >= 8) {
            more.add(new Attribute("uploadid", Long.toString(bytes.u32(at + 4))));
            int length = message.parameterLength >= 9 ? bytes.u8(at + 8) : 0;
            if (length > 0 && message.parameterLength >= 9 + length && length < 16) {
                more.add(new Attribute("blocklength", S7Services.number(bytes.latin1(at + 9, length))));
            }
        } else if ((request.function() == UPLOAD || request.function() == S7Services.DOWNLOAD_BLOCK)
                && message.parameterLength >= 2) {
            more.add(new Attribute("functionstatus", Integer.toString(bytes.u8(at + 1))));
            if (message.dataLength >= 4) {
                more.add(new Attribute("blocklength", Integer.toString(bytes.u16(message.dataAt))));
            }
        }
        return more.isEmpty() ? request.operation() : S7Exchange.with(request.operation(), more);
    }

    private void read(S7Exchange.Outstanding.Open request, S7Message message, long atNanos) {
        Window bytes = message.bytes;
        int end = message.dataAt + message.dataLength;
        values.begin(message.dataAt);
        int answered = 0;
        for (S7Item item : request.request().items()) {
            if (!values.item(bytes, end)) {
                exchange.tell(request, item.operation(), Outcome.UNANSWERED);
                continue;
            }
            answered++;
            exchange.tell(request, item.operation(), outcome(values.returnCode));
            if (values.returnCode == S7ValueReader.SUCCESS && !values.tell(item, bytes, ValueSeen.Way.READ, atNanos)) {
                size(item, values.length, atNanos);
            }
        }
        counted(answered, request, atNanos);
    }

    private void written(S7Exchange.Outstanding.Open request, S7Message message, long atNanos) {
        written.over(request.data());
        asked.begin(0);
        int answered = 0;
        for (S7Item item : request.request().items()) {
            boolean there = asked.item(written, written.length());
            int at = message.dataAt + answered;
            if (answered >= message.dataLength) {
                exchange.tell(request, item.operation(), Outcome.UNANSWERED);
                continue;
            }
            answered++;
            Outcome outcome = outcome(message.bytes.u8(at));
            if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
                exchange.tell(request, item.operation(), outcome);
                if (!there || !asked.tell(item, written, ValueSeen.Way.WRITTEN, request.atNanos())) {
                    size(item, there ? asked.length : 0, request.atNanos());
                }
            } else if (there) {
                exchange.refused(request, item, asked.at, asked.length, outcome);
            } else {
                exchange.tell(request, item.operation(), outcome);
            }
        }
        counted(answered, request, atNanos);
    }

    private void size(S7Item item, int found, long atNanos) {
        String detail = found + " bytes for " + item.parts().getFirst() + ", expected "
                + item.count() * Math.max(1, item.type().bytes);
        facts.anomaly(S7Anomaly.ITEM_COUNT_MISMATCH, detail, atNanos);
    }

    private void counted(int answered, S7Exchange.Outstanding.Open request, long atNanos) {
        int expected = request.request().items().size();
        if (answered < expected) {
            String detail = answered + " items answered, expected " + expected;
            facts.anomaly(S7Anomaly.DATA_TOO_SHORT, detail, atNanos);
        }
    }

    private static Outcome outcome(int returnCode) {
        return returnCode == S7ValueReader.SUCCESS
                ? Outcome.SUCCEEDED
                : Outcome.refused(returnCode, S7Names.returnCode(returnCode));
    }

    /** An answer whose request was not seen. */
    private void unasked(S7Message message, Direction from, long atNanos) {
        int function = message.function();
        if (function < 0) {
            return;
        }
        String outcome = message.error == 0 ? "" : S7Names.error(message.error);
        Operation operation = services.unasked(function);
        boolean fetched = function == S7Services.DOWNLOAD_BLOCK || function == S7Services.DOWNLOAD_ENDED;
        facts.operation(
                fetched ? from : from.opposite(),
                operation,
                new Outcome(Outcome.Kind.ONE_WAY, message.error, outcome),
                atNanos);
    }
}
