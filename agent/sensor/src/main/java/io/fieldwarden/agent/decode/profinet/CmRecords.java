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
        Window record = new Window().over(bytes, at, length);
        switch (record.u16(0)) {
            case NAME_PLATE -> namePlate(record, facts);
            case 0x0021 -> {
                text(facts, "tag_function", record, 6, 32);
                text(facts, "location", record, 38, 22);
            }
            case 0x0022 -> text(facts, "installation_date", record, 6, 16);
            case 0x0023 -> text(facts, "descriptor", record, 6, 54);
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

    private static void namePlate(Window record, List<Attribute> facts) {
        if (record.length() < IM0_LENGTH) {
            return;
        }
        int vendor = record.u16(6);
        if (!DcpNames.vendor(vendor).isEmpty()) {
            facts.add(new Attribute("vendor", DcpNames.vendor(vendor)));
        }
        facts.add(new Attribute("vendor_id", LinkFacts.hex16(vendor)));
        text(facts, "model", record, 8, 20);
        text(facts, "serial", record, 28, 16);
        facts.add(new Attribute("hardware", Integer.toString(record.u16(44))));
        int prefix = record.u8(46);
        String letter = prefix >= 'A' && prefix <= 'Z' ? Character.toString(prefix) : "";
        facts.add(new Attribute("firmware", letter + record.u8(47) + "." + record.u8(48) + "." + record.u8(49)));
    }

    /**
     * Facts of the answer of the endpoint mapper, empty if it has no entry: its annotation holds type, order number, hardware
     * and software revision in columns of 25, 20, 5 and up to 11 characters (4.10.3.4).
     */
    static List<Attribute> annotation(Window answer, RpcHeader header) {
        List<Attribute> facts = new ArrayList<>();
        int text = 64;
        if (answer.length() < text + 53 || header.i32(answer, 20) == 0) {
            return facts;
        }
        text(facts, "product", answer, text, 25);
        text(facts, "model", answer, text + 26, 20);
        text(facts, "hardware", answer, text + 47, 5);
        int size = Math.min(64, answer.length() - text) - 53;
        String software = LinkFacts.text(answer, text + 53, size, size).replaceAll(" +", ".");
        if (!software.isBlank()) {
            facts.add(new Attribute("firmware", software.replaceFirst("^([A-Z])\\.", "$1")));
        }
        return facts;
    }

    private static void text(List<Attribute> facts, String name, Window bytes, int at, int size) {
        if (at + size <= bytes.length()) {
            String text = LinkFacts.text(bytes, at, size, size).strip();
            if (!text.isEmpty()) {
                facts.add(new Attribute(name, text));
            }
        }
    }
}
