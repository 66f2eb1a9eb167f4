package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** S7comm in plc4x's tests: its fields under Wireshark's names, compared as {@link S7Wireshark} compares those. */
public final class Plc4xS7 extends Plc4xVectors {
    private static final String PREFIX = "s7comm.";

    public Plc4xS7() {
        super("s7comm", new Spoken("s7", Transport.TCP, 102, "BIG_ENDIAN"));
    }

    /** The header says who speaks: connection confirmed, acknowledged, or the answer to user data. */
    @Override
    boolean isAnswer(Plc4xSuite.Message message) {
        return message.has("COTPPacketConnectionResponse")
                || message.one("messageType").matches("[23]")
                || message.one("cpuFunctionType").equals("8");
    }

    /** Of the transport packet; with what is told of parameters and data where it carries a message. */
    @Override
    int length(Plc4xSuite.Message message) {
        if (!message.has("S7Message")) {
            return message.number("len");
        }
        int header = message.one("messageType").matches("[23]") ? 19 : 17;
        return header + message.number("parameterLength") + message.number("payloadLength");
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        S7Wireshark.Reading reading = new S7Wireshark.Reading();
        for (Plc4xSuite.Message message : messages) {
            if (message.has("COTPPacketConnectionRequest")) {
                reading.facts.add(String.format(
                        Locale.ROOT,
                        "connect 0x%04x to 0x%04x",
                        part(message, "COTPParameterCallingTsap").number("tsapId"),
                        part(message, "COTPParameterCalledTsap").number("tsapId")));
            } else if (message.has("S7Message")) {
                reading.message(fields(message));
            }
        }
        facts.addAll(reading.facts);
        facts.addAll(reading.identities);
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        facts.addAll(S7Stated.of(run));
    }

    private static Plc4xSuite.Message part(Plc4xSuite.Message message, String name) {
        return message.parts(name).getFirst();
    }

    private Map<String, List<String>> fields(Plc4xSuite.Message message) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("tcp.stream", List.of("0"));
        fields.put(isAnswer(message) ? "tcp.dstport" : "tcp.srcport", List.of("50000"));
        put(fields, "header.rosctr", message.all("messageType"));
        put(fields, "header.pduref", message.all("tpduReference"));
        put(fields, "header.errcls", message.all("errorClass"));
        boolean user = message.one("messageType").equals("7");
        put(fields, user ? "param.errcod" : "header.errcod", message.all("errorCode"));
        put(fields, "param.func", hex(message.all("parameterType")));
        put(fields, "param.pdu_length", message.all("pduLength"));
        put(fields, "param.maxamq_calling", message.all("maxAmqCaller"));
        put(fields, "param.maxamq_called", message.all("maxAmqCallee"));
        put(fields, "data.returncode", hex(message.all("DataTransportErrorCode")));
        items(message, fields);
        if (user) {
            user(message, fields);
        }
        return fields;
    }

    private static void items(Plc4xSuite.Message message, Map<String, List<String>> fields) {
        List<String> addresses = new ArrayList<>();
        for (Plc4xSuite.Message any : message.parts("S7AddressAny")) {
            addresses.add(Integer.toString(any.number("byteAddress") * 8 + any.number("bitAddress")));
        }
        put(fields, "param.item.syntaxid", hex(message.all("addressType")));
        put(fields, "param.item.transp_size", message.all("TransportSize"));
        put(fields, "param.item.length", message.all("numberOfElements"));
        put(fields, "param.item.db", message.all("dbNumber"));
        put(fields, "param.item.area", message.all("MemoryArea"));
        put(fields, "param.item.address", addresses);
        List<String> data = new ArrayList<>();
        for (Plc4xSuite.Message item : message.parts("S7VarPayloadDataItem")) {
            data.add(item.one("data").substring("0x".length()));
        }
        put(fields, "resp.data", data);
    }

    private static void user(Plc4xSuite.Message message, Map<String, List<String>> fields) {
        put(fields, "param.userdata.type", message.all("cpuFunctionType"));
        put(fields, "param.userdata.funcgroup", message.all("cpuFunctionGroup"));
        put(fields, "param.userdata.subfunc", message.all("cpuSubfunction"));
        if (message.has("SzlId")) {
            int list = message.number("SzlModuleTypeClass") << 12
                    | message.number("sublistExtract") << 8
                    | message.number("SzlSublist");
            put(fields, "data.userdata.szl_id", List.of(String.format(Locale.ROOT, "0x%04x", list)));
            int index = message.number("szlIndex");
            put(fields, "data.userdata.szl_index", List.of(String.format(Locale.ROOT, "0x%04x", index)));
        }
        put(fields, "szl.xy11.0001.index", message.all("itemIndex"));
        put(fields, "szl.xy11.0001.ausbg", message.all("ausbg"));
        put(fields, "szl.xy11.0001.ausbe", message.all("ausbe"));
        List<String> orders = message.all("mlfb").stream()
                .map(text ->
                        new String(HexFormat.of().parseHex(text.substring("0x".length())), StandardCharsets.US_ASCII))
                .toList();
        put(fields, "szl.xy11.0001.anz", orders);
    }

    private static List<String> hex(List<String> numbers) {
        return numbers.stream()
                .map(number -> String.format(Locale.ROOT, "0x%02x", Integer.parseInt(number)))
                .toList();
    }

    private static void put(Map<String, List<String>> fields, String name, List<String> values) {
        if (!values.isEmpty()) {
            fields.put(PREFIX + name, values);
        }
    }
}
