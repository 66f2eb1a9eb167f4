package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** IEC 60870-5-104 in plc4x's tests: its fields under Wireshark's names, compared as {@link Iec104Wireshark} compares those. */
public final class Plc4xIec104 extends Plc4xVectors {
    private static final String CLIENT = "10.0.0.1:50000";
    private static final String SERVER = "10.0.0.2:2404";
    private static final String ASDU = "iec60870_asdu.";

    private final Set<String> unsigned = new HashSet<>();

    public Plc4xIec104() {
        super("iec104", new Spoken("iec-60870-5-104", Transport.TCP, 2404, "BIG_ENDIAN"));
    }

    /** The tests are named after packets of a capture, with an arrow for the way. */
    @Override
    boolean isAnswer(Plc4xSuite.Message message) {
        return message.test().contains("->");
    }

    @Override
    void theirs(List<Plc4xSuite.Message> messages, List<String> facts) {
        Iec104Wireshark.Reading reading = new Iec104Wireshark.Reading(facts);
        for (Plc4xSuite.Message message : messages) {
            String sender = isAnswer(message) ? SERVER : CLIENT;
            for (Plc4xSuite.Message unit : message.parts("APDU")) {
                int control = unit.number("command") & 0xFF;
                if ((control & 3) == 3) {
                    facts.add("function " + sender + " " + (control >> 2));
                } else if (unit.has("ASDU")) {
                    reading.asdu(fields(unit, sender));
                }
            }
        }
    }

    @Override
    void ours(CaptureRun run, List<String> facts) {
        facts.addAll(Iec104Wireshark.ours(run));
    }

    /** The value of a step position has a sign; plc4x reads it without, IEC 60870-5-101 7.2.6.5. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return unsigned.contains(fact) ? Optional.of("iec104-plc4x-step-position") : super.explanation(fact, theirs);
    }

    private Map<String, List<String>> fields(Plc4xSuite.Message unit, String sender) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("ip.src", List.of(sender.split(":")[0]));
        fields.put("tcp.srcport", List.of(sender.split(":")[1]));
        put(fields, "typeid", unit.all("TypeIdentification"));
        put(fields, "causetx", unit.all("CauseOfTransmission"));
        put(fields, "addr", unit.all("asduAddressField"));
        put(fields, "numix", unit.all("numberOfObjects"));
        put(fields, "oa", unit.all("originatorAddress"));
        put(fields, "nega", unit.all("negative"));
        put(fields, "test", unit.all("test"));
        for (Plc4xSuite.Message object : unit.parts("InformationObject")) {
            add(fields, "ioa", object.one("address"));
            object(object, unit.number("TypeIdentification"), fields);
        }
        return fields;
    }

    private void object(Plc4xSuite.Message object, int type, Map<String, List<String>> fields) {
        String value = field(type);
        for (String name : List.of("stausOn", "dpiCode", "bits", "value", "counterValue", "commandOn", "dcs", "rcs")) {
            if (object.has(name) && !value.isEmpty()) {
                String number = object.all(name).getFirst();
                add(fields, value, number(number, type));
                step(object.one("address"), number, fields, type);
                break;
            }
        }
        for (Map.Entry<String, String> flag : Map.of(
                        "invalid", "iv", "notTopical", "nt", "substituted", "sb", "blocked", "bl", "overflow", "ov")
                .entrySet()) {
            if (object.has(flag.getKey())) {
                add(fields, "qds." + flag.getValue(), object.one(flag.getKey()));
            }
        }
        if (object.has("select")) {
            add(fields, "qos.se", object.one("select"));
        }
        if (object.has("year")) {
            Plc4xSuite.Message time = object.parts("SevenOctetBinaryTime").getFirst();
            add(fields, "cp56time.year", time.one("year"));
            add(fields, "cp56time.month", time.one("month"));
            add(fields, "cp56time.day", time.one("day"));
            add(fields, "cp56time.hour", time.one("hour"));
            add(fields, "cp56time.min", time.one("minutes"));
            add(fields, "cp56time.ms", time.one("milliseconds"));
            add(fields, "cp56time.iv", time.one("invalid"));
            add(fields, "cp56time.su", time.one("daylightSaving"));
        }
    }

    private void step(String address, String number, Map<String, List<String>> fields, int type) {
        if (field(type).equals("vti.v") && Integer.parseInt(number) > 63) {
            String station = fields.getOrDefault(ASDU + "addr", List.of()).getFirst();
            String point = "value " + station + "/ioa/" + address + " = ";
            unsigned.add(point + number + " good");
            unsigned.add(point + (Integer.parseInt(number) - 128) + " good");
        }
    }

    /** Wireshark's field of a type's value. */
    private static String field(int type) {
        return switch (type) {
            case 1, 2, 30 -> "siq.spi";
            case 3, 4, 31 -> "diq.dpi";
            case 5, 6, 32 -> "vti.v";
            case 7, 8, 33, 51, 64 -> "bitstring";
            case 9, 10, 21, 34, 48, 61 -> "normval";
            case 11, 12, 35, 49, 62 -> "scalval";
            case 13, 14, 36, 50, 63 -> "float";
            case 15, 16, 37 -> "bcr.count";
            case 45, 58 -> "sco.on";
            case 46, 59 -> "dco.on";
            case 47, 60 -> "rco.up";
            default -> "";
        };
    }

    /** A normalised value is a fraction of 32768. */
    private static String number(String value, int type) {
        boolean normalised = field(type).equals("normval");
        return normalised ? Double.toString(Integer.parseInt(value) / 32_768.0) : value;
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        fields.computeIfAbsent(ASDU + name, field -> new ArrayList<>()).add(value);
    }

    private static void put(Map<String, List<String>> fields, String name, List<String> values) {
        fields.put(ASDU + name, values);
    }
}
