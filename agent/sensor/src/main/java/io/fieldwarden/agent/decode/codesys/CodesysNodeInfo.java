package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** What a node answers to the name service: names in UTF-16, its target and its serial number. */
final class CodesysNodeInfo {
    /** Package type, version and message id come before the fields. */
    static final int HEAD = 8;

    private static final int FIXED = 40;

    private CodesysNodeInfo() {}

    /**
     * Reads the fields.
     *
     * @param from index of the package
     * @return empty if a length reaches beyond {@code end}
     */
    static List<Attribute> read(Window bytes, int from, int end, int charsMax) {
        int at = from + HEAD;
        if (end - at < FIXED) {
            return List.of();
        }
        int nodeChars = bytes.u16le(at + 6);
        int deviceChars = bytes.u16le(at + 8);
        int vendorChars = bytes.u16le(at + 10);
        int names = at + FIXED + bytes.u16le(at + 4);
        int device = names + nodeChars * 2 + 2;
        int vendor = device + deviceChars * 2 + 2;
        int serial = vendor + vendorChars * 2 + 2;
        int serialChars = bytes.u8(at + 28);
        if (serial - 2 > end) {
            return List.of();
        }
        List<Attribute> facts = new ArrayList<>(6);
        add(facts, "name", utf16(bytes, names, nodeChars, charsMax));
        add(facts, "product", utf16(bytes, device, deviceChars, charsMax));
        add(facts, "vendor", utf16(bytes, vendor, vendorChars, charsMax));
        if (serialChars > 0 && serial + serialChars <= end) {
            add(facts, "serial", bytes.latin1(serial, Math.min(serialChars, charsMax)));
        }
        add(facts, "target_id", String.format("0x%08x", bytes.i32le(at + 16)));
        add(facts, "firmware", version(bytes.i32le(at + 20)));
        return facts;
    }

    private static void add(List<Attribute> facts, String name, String value) {
        String text = value.replace("\0", "").strip();
        if (!text.isEmpty()) {
            facts.add(new Attribute(name, text));
        }
    }

    private static String utf16(Window bytes, int at, int chars, int charsMax) {
        int most = Math.min(chars, charsMax);
        StringBuilder text = new StringBuilder(most);
        for (int index = 0; index < most; index++) {
            text.append((char) bytes.u16le(at + index * 2));
        }
        return text.toString();
    }

    private static String version(int version) {
        return (version >>> 24) + "." + (version >>> 16 & 0xFF) + "." + (version >>> 8 & 0xFF) + "." + (version & 0xFF);
    }
}
