package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the identity object says (Vol 1, 5-2), and the items of a list identity answer, which repeat it. */
public final class CipIdentity {
    /** Vendor, type, code, revision, status, serial number, length of the name. */
    private static final int HEAD = 15;

    /** By number (Vol 1, 5-2.2.1.8). */
    private static final String[] STATES = {
        "nonexistent",
        "device_self_testing",
        "standby",
        "operational",
        "major_recoverable_fault",
        "major_unrecoverable_fault"
    };

    /** Device profiles a device states its type by (Vol 1 chapter 6). */
    private static final Map<Integer, String> PROFILES = Map.ofEntries(
            Map.entry(0, "Generic Device"),
            Map.entry(2, "AC Drive"),
            Map.entry(3, "Motor Overload"),
            Map.entry(4, "Limit Switch"),
            Map.entry(5, "Inductive Proximity Switch"),
            Map.entry(6, "Photoelectric Sensor"),
            Map.entry(7, "General Purpose Discrete I/O"),
            Map.entry(9, "Resolver"),
            Map.entry(12, "Communications Adapter"),
            Map.entry(14, "Programmable Logic Controller"),
            Map.entry(16, "Position Controller"),
            Map.entry(19, "DC Drive"),
            Map.entry(21, "Contactor"),
            Map.entry(22, "Motor Starter"),
            Map.entry(23, "Soft Start"),
            Map.entry(24, "Human-Machine Interface"),
            Map.entry(26, "Mass Flow Controller"),
            Map.entry(27, "Pneumatic Valve"),
            Map.entry(28, "Vacuum Pressure Gauge"),
            Map.entry(29, "Process Control Valve"),
            Map.entry(30, "Residual Gas Analyzer"),
            Map.entry(31, "DC Power Generator"),
            Map.entry(32, "RF Power Generator"),
            Map.entry(33, "Turbomolecular Vacuum Pump"),
            Map.entry(34, "Encoder"),
            Map.entry(35, "Safety Discrete I/O Device"),
            Map.entry(36, "Fluid Flow Controller"),
            Map.entry(37, "CIP Motion Drive"),
            Map.entry(38, "CompoNet Repeater"),
            Map.entry(39, "Mass Flow Controller, Enhanced"),
            Map.entry(40, "CIP Modbus Device"),
            Map.entry(41, "CIP Modbus Translator"),
            Map.entry(42, "Safety Analog I/O Device"),
            Map.entry(43, "Generic Device (keyable)"),
            Map.entry(44, "Managed Ethernet Switch"),
            Map.entry(45, "CIP Motion Safety Drive Device"),
            Map.entry(46, "Safety Drive Device"),
            Map.entry(47, "CIP Motion Encoder"),
            Map.entry(49, "CIP Motion I/O"),
            Map.entry(50, "ControlNet Physical Layer Component"),
            Map.entry(200, "Embedded Component"));

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
            one(facts, attribute, new CipPart(bytes, at + (attribute < 6 ? 2 * (attribute - 1) : 10), 4), textChars);
        }
        int name = 1 + bytes.u8(at + HEAD - 1);
        one(facts, 7, new CipPart(bytes, at + HEAD - 1, name), textChars);
        if (length > HEAD - 1 + name) {
            one(facts, 8, new CipPart(bytes, at + HEAD - 1 + name, 1), textChars);
        }
        return facts;
    }

    /** One attribute of as many bytes as it needs. */
    static void one(List<Attribute> facts, int attribute, CipPart data, int textChars) {
        Window bytes = data.bytes();
        int at = data.at();
        int length = data.length();
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
                facts.add(new Attribute("device_type", profile(bytes.u16le(at))));
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

    private static String profile(int number) {
        String known = PROFILES.get(number);
        return known != null ? known : "device type " + number;
    }
}
