package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * EtherNet/IP and CIP in plc4x's tests: commands, sessions, services with their status, connections, names and values. Its suites
 * in big-endian order are left out: the protocol has no such order.
 */
public final class Plc4xEnip extends Plc4xVectors {
    private static final int HEADER = 24;
    private static final int SYMBOL = 0x91;
    private static final int FRAGMENTED = 0x52;
    private static final int STRUCTURE = 0x2A0;
    private static final int REAL = 0xCA;

    public Plc4xEnip() {
        super("enip", new Spoken("eip", Transport.TCP, 44_818, "LITTLE_ENDIAN"));
    }

    /** The service says which way it goes: one test calls a request an answer. */
    @Override
    boolean isAnswer(Plc4xSuite.Message message) {
        return message.has("CipService")
                ? message.parts("CipService").getFirst().one("response").equals("true")
                : message.answer();
    }

    /** The messages of a suite come from many connections; what stays together is a request and its answer. */
    @Override
    boolean begins(Plc4xSuite.Message message) {
        return !isAnswer(message);
    }

    @Override
    int length(Plc4xSuite.Message message) {
        return HEADER + message.number("packetLength");
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        boolean asked = false;
        for (Plc4xSuite.Message message : messages) {
            String way = isAnswer(message) ? "answer" : "request";
            facts.add(way + " command " + message.one("command"));
            if (!isAnswer(message)) {
                facts.add("session " + session(Long.parseLong(message.one("sessionHandle"))));
            }
            for (Plc4xSuite.Message service : message.parts("CipService")) {
                service(service, facts);
            }
            if (isAnswer(message) && asked) {
                message.parts("CipService").forEach(service -> value(service, facts));
            }
            asked = !isAnswer(message);
        }
    }

    private static String session(long handle) {
        return String.format(Locale.ROOT, "0x%08x", handle);
    }

    private static void service(Plc4xSuite.Message service, List<String> facts) {
        if (service.one("response").equals("true")) {
            // plc4x takes the status of a connection that was opened for reserved, and insists on 0
            String status = service.one("status");
            facts.add("answered service " + service.one("service") + " status " + (status.isEmpty() ? "0" : status));
            return;
        }
        facts.add("asked service " + service.one("service"));
        boolean routed = service.has("unconnectedService");
        if (routed) {
            return; // the service inside follows
        }
        for (String path : service.has("tag") ? service.all("tag") : service.all("pathSegments")) {
            facts.add("symbol " + symbol(HexFormat.of().parseHex(path.substring("0x".length()))));
        }
        if (service.has("elementNb")) {
            facts.add("elements " + service.one("elementNb"));
        }
        if (service.has("connectionSerialNumber")) {
            facts.add("connection " + service.one("connectionSerialNumber") + " of "
                    + service.one("originatorSerialNumber"));
        }
        if (service.has("otRpi")) {
            facts.add("intervals " + service.one("otRpi") + " " + service.one("toRpi"));
        }
    }

    /** A value of what was asked for, the name of which no answer repeats: a number, or a text in a structure of its own: handle, length, characters. */
    private static void value(Plc4xSuite.Message service, List<String> facts) {
        for (Plc4xSuite.Message data : service.parts("CIPData")) {
            byte[] bytes = HexFormat.of().parseHex(data.one("data").substring("0x".length()));
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            facts.add("value "
                    + switch (data.number("CIPDataTypeCode")) {
                        case STRUCTURE -> new String(bytes, 6, buffer.getInt(2), StandardCharsets.US_ASCII);
                        case REAL -> number(buffer.getFloat(0));
                        default -> number(bytes.length >= 4 ? buffer.getInt(0) : buffer.getShort(0));
                    });
        }
        for (Plc4xSuite.Message data : service.parts("CIPDataConnected")) {
            // plc4x takes type and lower half for one number
            long low = Long.parseLong(data.one("value")) >> 16;
            facts.add("value " + number((int) (low | data.number("tagStatus") << 16)));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** ANSI extended symbol segments (CIP volume 1, C-1.4.5.1), and an element behind them. */
    private static String symbol(byte[] path) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 1 < path.length; ) {
            int size = path[at + 1];
            if ((path[at] & 0xFF) != SYMBOL) {
                text.append('[').append(size).append(']');
                at += 2;
                continue;
            }
            text.append(text.isEmpty() ? "" : ".").append(new String(path, at + 2, size, StandardCharsets.US_ASCII));
            at += 2 + size + size % 2;
        }
        return text.toString();
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        for (OperationSeen seen : EnipFacts.of(run)) {
            operation(seen, facts);
        }
        for (ValueSeen seen : run.values()) {
            for (int index = 0;
                    seen.way() == ValueSeen.Way.READ && index < seen.values().size();
                    index++) {
                boolean classes = seen.points().name(0).startsWith("2/1");
                if (!classes) {
                    facts.add("value " + seen.values().text(index));
                }
            }
        }
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        boolean service = operation.protocol().equals(EnipFacts.CIP);
        boolean inside = !operation.attribute("embedded_in").isEmpty();
        boolean alone = !operation.attribute("status").isEmpty();
        boolean answered = alone
                || seen.outcome().kind() == Outcome.Kind.SUCCEEDED
                || seen.outcome().kind() == Outcome.Kind.REFUSED;
        int command =
                !service ? operation.code() : operation.attribute("command").equals("send_unit_data") ? 0x70 : 0x6F;
        if (!alone && !inside) {
            String handle = operation.attribute("session_handle");
            boolean none = handle.isEmpty() || command == 0x65;
            facts.add("request command " + command);
            facts.add("session " + (none ? session(0) : handle));
        }
        if (answered && !inside) {
            facts.add("answer command " + command);
        }
        if (service) {
            service(seen, alone, answered, facts);
        }
    }

    private static void service(OperationSeen seen, boolean alone, boolean answered, List<String> facts) {
        Operation operation = seen.operation();
        boolean routed = operation.name().equals("unconnected_send");
        if (!alone) {
            facts.add("asked service " + operation.code());
        }
        if (answered && !(routed && seen.outcome().kind() == Outcome.Kind.SUCCEEDED)) {
            String status = operation.attribute("general_status");
            facts.add("answered service " + operation.code() + " status "
                    + (status.isEmpty() ? seen.outcome().code() : Integer.decode(status)));
        }
        if (!operation.attribute("symbol").isEmpty()) {
            facts.add("symbol " + operation.attribute("symbol"));
        }
        boolean fragmented = operation.code() == FRAGMENTED; // plc4x takes its number of elements for reserved
        if (!operation.attribute("element_count").isEmpty() && !fragmented) {
            facts.add("elements " + operation.attribute("element_count"));
        }
        if (!operation.attribute("connection_serial_number").isEmpty()) {
            facts.add("connection " + Integer.decode(operation.attribute("connection_serial_number")) + " of "
                    + Long.decode(operation.attribute("originator_serial_number")));
        }
        if (!operation.attribute("o_t_rpi_us").isEmpty()) {
            facts.add("intervals " + operation.attribute("o_t_rpi_us") + " " + operation.attribute("t_o_rpi_us"));
        }
    }
}
