package io.fieldwarden.agent.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads what Wireshark prints of SNMP messages, line by line, and puts it into our words. */
final class SnmpStated {
    private static final int TEXT_MAX = 255;
    private static final int RESPONSE = 2;
    private static final int SET = 3;
    private static final int TRAP_V1 = 4;
    private static final int INFORM = 6;
    private static final int TRAP = 7;
    private static final int REPORT = 8;
    private static final int TOLD = 32;
    private static final List<String> MISSING = List.of("noSuchObject", "noSuchInstance", "endOfMibView");

    private final List<String> facts = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, List<String>> written = new HashMap<>();

    private final List<String> oids = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private String version = "";
    private boolean named;
    private int flags;
    private int kind = -1;
    private boolean encrypted;
    private String id = "";
    private String messageId = "";
    private int error;

    /** Takes one line. */
    void line(String text) {
        String line = text.strip();
        int colon = line.indexOf(':');
        if (colon < 0) {
            missing(line);
            return;
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon)) {
            case "version", "msgVersion" -> {
                finish();
                version = value.startsWith("v2c") ? "2c" : value.startsWith("snmpv3") ? "3" : "1";
            }
            case "community" -> named = !value.isEmpty() && !value.equals("<MISSING>");
            case "msgID" -> messageId = value;
            case "msgFlags" -> flags = Integer.parseInt(value.substring(0, 2), 16);
            case "data" -> kind = inBrackets(value);
            case "msgData" -> encrypted = inBrackets(value) == 1;
            case "request-id" -> id = value;
            case "error-status" -> error = inBrackets(value);
            case "Object Name" -> oids.add(value.replaceFirst(" .*", ""));
            default -> value(line, value);
        }
    }

    private static int inBrackets(String value) {
        return Integer.parseInt(value.substring(value.lastIndexOf('(') + 1, value.lastIndexOf(')')));
    }

    private void value(String line, String value) {
        if (!line.startsWith("Value (") || oids.isEmpty()) {
            return;
        }
        String type = line.substring(7, line.indexOf(')'));
        String plain = switch (type) {
            case "OctetString", "Opaque" -> octets(value);
            case "OID" -> value.replaceFirst(" .*", "");
            default -> value;
        };
        values.add(oids.getLast() + " = " + plain);
    }

    private void missing(String line) {
        if (line.startsWith("Value (") && MISSING.stream().anyMatch(line::contains)) {
            values.add("");
        }
    }

    /** Text where all of it is printable, as we tell it. */
    private static String octets(String hex) {
        if (hex.isEmpty() || hex.equals("<MISSING>")) {
            return "";
        }
        if (!hex.matches("([0-9a-f]{2})+")) {
            String text = hex.startsWith("\"") && hex.endsWith("\"") ? hex.substring(1, hex.length() - 1) : hex;
            return text.substring(0, Math.min(TEXT_MAX, text.length())); // of some objects it knows that they are text
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        int size = Math.min(bytes.length, TEXT_MAX);
        for (int index = 0; index < size; index++) {
            int letter = bytes[index] & 0xFF;
            boolean blank = letter == 9 || letter == 10 || letter == 13 || (letter == 0 && index == bytes.length - 1);
            if ((letter < ' ' && !blank) || letter == 0x7F) {
                return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, TEXT_MAX / 2));
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
            return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, TEXT_MAX / 2));
        }
    }

    /** Everything that was stated; ends the last message. */
    List<String> facts() {
        finish();
        return facts;
    }

    private void finish() {
        if (!version.isEmpty()) {
            message();
        }
        oids.clear();
        values.clear();
        version = "";
        named = false;
        flags = 0;
        kind = -1;
        encrypted = false;
        id = "";
        messageId = "";
        error = 0;
    }

    private void message() {
        String which = version.equals("3") ? messageId : kind == TRAP_V1 ? "trap" : id;
        String level = (flags & 2) != 0 ? "authPriv" : (flags & 1) != 0 ? "authNoPriv" : "noAuthNoPriv";
        String security = version.equals("3") ? level : "community " + named;
        if (encrypted) {
            facts.add(which + " version 3 " + security + " encrypted");
            return;
        }
        if (kind == RESPONSE || kind == REPORT) {
            answer(which);
            return;
        }
        facts.add(which + " version " + version + " " + security + " kind " + kind);
        facts.add(which + " names " + String.join(",", oids.subList(0, Math.min(oids.size(), TOLD))));
        asked.put(which, kind);
        if (kind == SET) {
            written.put(which, List.copyOf(values));
        } else if (kind == TRAP_V1 || kind == TRAP || kind == INFORM) {
            tell(values);
        }
    }

    /** A successful answer has the values that were read, or confirms those that were to be written. */
    private void answer(String which) {
        boolean nothing = asked.getOrDefault(which, -1) == 0
                && !values.isEmpty()
                && values.stream().allMatch(String::isEmpty);
        facts.add(which + " answered " + (kind == REPORT ? "report" : nothing ? "0" : Integer.toString(error)));
        int request = asked.getOrDefault(which, -1);
        asked.remove(which);
        if (kind == REPORT || error != 0) {
            return;
        }
        if (request == SET) {
            tell(written.getOrDefault(which, List.of()));
        } else if (request != INFORM) {
            tell(values);
        }
    }

    private void tell(List<String> seen) {
        seen.stream().filter(value -> !value.isEmpty()).forEach(facts::add);
    }
}
