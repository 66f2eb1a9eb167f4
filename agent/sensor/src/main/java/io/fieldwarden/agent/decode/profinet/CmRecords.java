package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** Identification and maintenance records (IEC 61158-6-10, 5.2.30; "I&amp;M functions", PROFIBUS guideline 3.502). */
final class CmRecords {
    private static final int IM0_LENGTH = 60;
    private static final int NAME_PLATE = 0x0020;

    private CmRecords() {}

    /** Facts of a record of {@code length} bytes at {@code at}, empty if it is none of these. */
    static List<Attribute> identity(String point, Window bytes, int at, int length) {
        List<Attribute> facts = new ArrayList<>();
        if (length < 6) {
            return facts;
        }
        switch (bytes.u16(at)) {
            case NAME_PLATE -> namePlate(bytes, at, length, facts);
            case 0x0021 -> {
                text(facts, "tag_function", bytes, at + 6, 32, at + length);
                text(facts, "location", bytes, at + 38, 22, at + length);
            }
            case 0x0022 -> text(facts, "installation_date", bytes, at + 6, 16, at + length);
            case 0x0023 -> text(facts, "descriptor", bytes, at + 6, 54, at + length);
            default -> {
                // signatures and annotations say nothing about who it is
            }
        }
        if (!facts.isEmpty()) {
            String[] parts = point.split("/");
            facts.addFirst(new Attribute("slot", parts[1] + "/" + parts[2]));
        }
        return facts;
    }

    private static void namePlate(Window bytes, int at, int length, List<Attribute> facts) {
        if (length < IM0_LENGTH) {
            return;
        }
        int vendor = bytes.u16(at + 6);
        if (!DcpNames.vendor(vendor).isEmpty()) {
            facts.add(new Attribute("vendor", DcpNames.vendor(vendor)));
        }
        facts.add(new Attribute("vendor_id", LinkFacts.hex16(vendor)));
        text(facts, "model", bytes, at + 8, 20, at + length);
        text(facts, "serial", bytes, at + 28, 16, at + length);
        facts.add(new Attribute("hardware", Integer.toString(bytes.u16(at + 44))));
        int prefix = bytes.u8(at + 46);
        String letter = prefix >= 'A' && prefix <= 'Z' ? Character.toString(prefix) : "";
        facts.add(new Attribute(
                "firmware", letter + bytes.u8(at + 47) + "." + bytes.u8(at + 48) + "." + bytes.u8(at + 49)));
    }

    /**
     * Facts of the answer of the endpoint mapper: its annotation holds type, order number, hardware and software revision in
     * columns of 25, 20, 5 and up to 11 characters (4.10.3.4).
     */
    static List<Attribute> annotation(Window bytes, RpcHeader header, int at, int end) {
        List<Attribute> facts = new ArrayList<>();
        int text = at + 64;
        if (end < text + 53 || header.i32(bytes, at + 20) == 0) {
            return facts;
        }
        text(facts, "product", bytes, text, 25, end);
        text(facts, "model", bytes, text + 26, 20, end);
        text(facts, "hardware", bytes, text + 47, 5, end);
        int size = Math.min(64, end - text) - 53;
        String software = LinkFacts.text(bytes, text + 53, size, size).replaceAll(" +", ".");
        if (!software.isBlank()) {
            facts.add(new Attribute("firmware", software.replaceFirst("^([A-Z])\\.", "$1")));
        }
        return facts;
    }

    private static void text(List<Attribute> facts, String name, Window bytes, int at, int size, int end) {
        if (at + size <= end) {
            String text = LinkFacts.text(bytes, at, size, size).strip();
            if (!text.isEmpty()) {
                facts.add(new Attribute(name, text));
            }
        }
    }
}
