package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** What the identity object says (Vol 1, 5-2), and the items of a list identity answer, which repeat it. */
public final class CipIdentity {
    /** Vendor, type, code, revision, status, serial number, length of the name. */
    private static final int HEAD = 15;

    /** By number; 3 is "standby". */
    private static final String[] STATES = {
        "nonexistent", "device_self_testing", "standby", "operational", "major_recoverable_fault", "major_unrecoverable_fault"
    };

    private CipIdentity() {}

    /**
     * All attributes, as list identity and get attributes all carry them.
     *
     * @return facts; empty if the bytes end too early
     */
    public static List<Attribute> all(Window bytes, int at, int length, int textChars) {
        if (length < HEAD || length < HEAD + bytes.u8(at + HEAD - 1)) {
            return List.of();
        }
        List<Attribute> facts = new ArrayList<>(12);
        for (int attribute = 1; attribute <= 6; attribute++) {
            one(facts, attribute, bytes, at + (attribute < 6 ? 2 * (attribute - 1) : 10), 4, textChars);
        }
        int name = 1 + bytes.u8(at + HEAD - 1);
        one(facts, 7, bytes, at + HEAD - 1, name, textChars);
        if (length > HEAD - 1 + name) {
            one(facts, 8, bytes, at + HEAD - 1 + name, 1, textChars);
        }
        return facts;
    }

    /** One attribute of as many bytes as it needs. */
    static void one(List<Attribute> facts, int attribute, Window bytes, int at, int length, int textChars) {
        int needed = attribute == 6 ? 4 : attribute < 6 ? 2 : 1;
        if (length < needed) {
            return;
        }
        switch (attribute) {
            case 1 -> {
                facts.add(new Attribute("vendor", CipVendor.name(bytes.u16le(at))));
                facts.add(new Attribute("vendor_id", Integer.toString(bytes.u16le(at))));
            }
            case 2 -> {
                facts.add(new Attribute("device_type", CipDeviceType.name(bytes.u16le(at))));
                facts.add(new Attribute("device_type_id", Integer.toString(bytes.u16le(at))));
            }
            case 3 -> facts.add(new Attribute("product_code", Integer.toString(bytes.u16le(at))));
            case 4 -> facts.add(new Attribute("firmware", bytes.u8(at) + "." + bytes.u8(at + 1)));
            case 5 -> facts.add(new Attribute("status", String.format("0x%04x", bytes.u16le(at))));
            case 6 -> facts.add(new Attribute("serial", CipText.word32(bytes.i32le(at))));
            case 7 -> {
                int size = Math.min(bytes.u8(at), length - 1);
                facts.add(new Attribute("product", CipText.of(bytes, at + 1, size, textChars)));
            }
            case 8 -> facts.add(new Attribute("state", state(bytes.u8(at))));
            default -> {
                // heartbeat interval, languages and the like say nothing of who it is
            }
        }
    }

    private static String state(int number) {
        return number < STATES.length ? STATES[number] : String.format("0x%02x", number);
    }
}
