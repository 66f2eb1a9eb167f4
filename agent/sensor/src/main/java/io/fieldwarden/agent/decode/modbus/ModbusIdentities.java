package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What units say of themselves: device identification (V1.1b3 clause 6.21) and server id (6.13). Told when it is new. */
final class ModbusIdentities {
    /** Names of the objects 0 to 6 in the product's words (6.21, table of object ids). */
    private static final String[] OBJECTS = {"vendor", "product", "firmware", "url", "product_name", "model", "name"};

    private static final int OBJECTS_AT = 7;
    private static final int RUN_ON = 0xFF;

    private final ModbusFacts facts;
    private final ModbusLimits limits;
    private final Map<Integer, Map<String, String>> told;
    private final List<Attribute> collected = new ArrayList<>();
    private int collectedUnit = -1;
    private int expectedObject;

    ModbusIdentities(ModbusFacts facts, ModbusLimits limits) {
        this.facts = facts;
        this.limits = limits;
        told = new HashMap<>();
    }

    /**
     * Takes the objects of an answer of at least 7 bytes; tells them when no more follow.
     *
     * @return bytes the PDU needs for its objects; more than {@code length} if they are cut short
     */
    int objects(int unit, Window bytes, int at, int length, long atNanos) {
        int count = bytes.u8(at + 6);
        int index = at + OBJECTS_AT;
        int end = at + length;
        for (int object = 0; object < count; object++) {
            if (index + 2 > end || index + 2 + bytes.u8(index + 1) > end) {
                finish(atNanos);
                return index + 2 > end ? index + 2 - at : index + 2 + bytes.u8(index + 1) - at;
            }
            if (object == 0 && !(unit == collectedUnit && bytes.u8(index) == expectedObject)) {
                finish(atNanos);
            }
            collectedUnit = unit;
            collect(objectName(bytes.u8(index)), text(bytes, index + 2, bytes.u8(index + 1)));
            index += 2 + bytes.u8(index + 1);
        }
        expectedObject = bytes.u8(at + 5);
        if (bytes.u8(at + 4) == 0) {
            finish(atNanos);
        }
        return index - at;
    }

    /**
     * Takes a server id; its form is the vendor's own, except that an indicator, 00 or FF, says whether it runs.
     *
     * @param size bytes of it, at least 1, all of them there
     */
    void serverId(int unit, Window bytes, int at, int size, long atNanos) {
        finish(atNanos);
        collectedUnit = unit;
        collect("server_id", String.format("0x%02x", bytes.u8(at)));
        int rest = at + 1;
        if (size > 1 && (bytes.u8(rest) == 0 || bytes.u8(rest) == RUN_ON)) {
            collect("run_indicator", bytes.u8(rest) == RUN_ON ? "on" : "off");
            rest++;
        }
        if (rest < at + size) {
            collect("additional_data", text(bytes, rest, at + size - rest));
        }
        finish(atNanos);
    }

    /** Takes what a UMAS answer says of the controller, if it says anything. */
    void umas(int unit, List<Attribute> said, long atNanos) {
        if (!said.isEmpty()) {
            finish(atNanos);
            collectedUnit = unit;
            collected.addAll(said);
            finish(atNanos);
        }
    }

    /** Tells what was collected, if any of it is new for its unit. */
    void finish(long atNanos) {
        if (!collected.isEmpty()) {
            Map<String, String> known = known(collectedUnit);
            boolean news = false;
            for (Attribute fact : collected) {
                news |= !fact.value().equals(known.put(fact.name(), fact.value()));
            }
            if (news) {
                collected.addFirst(new Attribute("unit_id", Integer.toString(collectedUnit)));
                facts.identity(collected, atNanos);
            }
        }
        collected.clear();
        collectedUnit = -1;
    }

    private Map<String, String> known(int unit) {
        Map<String, String> known = told.get(unit);
        if (known == null) {
            if (told.size() >= limits.identities()) {
                told.clear();
            }
            known = new LinkedHashMap<>();
            told.put(unit, known);
        }
        return known;
    }

    private void collect(String name, String value) {
        if (collected.size() < limits.identityObjects()) {
            collected.add(new Attribute(name, value));
        }
    }

    private static String objectName(int object) {
        return object < OBJECTS.length ? OBJECTS[object] : String.format("object_0x%02x", object);
    }

    /** Text as it stands; bytes that are no text as hexadecimal. */
    private String text(Window bytes, int at, int size) {
        int shown = Math.min(size, limits.textChars());
        for (int index = at; index < at + shown; index++) {
            int character = bytes.u8(index);
            if (character < ' ' && character != '\t' && character != '\r' && character != '\n' && character != 0) {
                return HexFormat.of().formatHex(bytes.array(), bytes.start() + at, bytes.start() + at + shown);
            }
        }
        return bytes.utf8(at, shown).strip();
    }
}
