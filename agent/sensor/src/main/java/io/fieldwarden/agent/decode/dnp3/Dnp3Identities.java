package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What outstations say of themselves in device attributes (A.2). Told when it is new. */
final class Dnp3Identities {
    private static final int TEXT = 1;

    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private final Map<Integer, Map<String, String>> told = new HashMap<>();
    private final List<Attribute> collected = new ArrayList<>();

    Dnp3Identities(Dnp3Facts facts, Dnp3Limits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** What a variation of group 0 is called in the product's words, empty if it identifies nothing. */
    private static String name(int variation) {
        return switch (variation) {
            case 252 -> "vendor";
            case 250 -> "product";
            case 242 -> "firmware";
            case 243 -> "hardware";
            case 248 -> "serial";
            case 247 -> "name";
            case 246 -> "id_code";
            case 245 -> "location";
            case 249 -> "conformance";
            case 206 -> "secondary_operator";
            case 207 -> "primary_operator";
            case 208 -> "system_name";
            case 196 -> "configuration_id";
            case 197 -> "configuration_version";
            default -> "";
        };
    }

    /** Takes the attributes behind a header of group 0. */
    void collect(Dnp3Headers header) {
        String name = name(header.variation());
        while (header.nextItem()) {
            int at = header.itemAt();
            if (name.isEmpty() || header.itemSize() < 2 || header.bytes().u8(at) != TEXT) {
                continue;
            }
            int octets = Math.min(header.bytes().u8(at + 1), header.itemSize() - 2);
            String text = Dnp3Values.text(header.bytes(), at + 2, octets, limits.textChars());
            if (!text.isBlank() && collected.size() < limits.headers()) {
                collected.add(new Attribute(name, text.strip()));
            }
        }
    }

    /** Tells what was collected of an outstation, if any of it is new. */
    void finish(int outstation, Direction from, long atNanos) {
        if (collected.isEmpty()) {
            return;
        }
        Map<String, String> known = known(outstation);
        boolean news = false;
        for (Attribute fact : collected) {
            news |= !fact.value().equals(known.put(fact.name(), fact.value()));
        }
        if (news) {
            collected.addFirst(new Attribute("outstation", Integer.toString(outstation)));
            facts.identity(from, collected, atNanos);
        }
        collected.clear();
    }

    private Map<String, String> known(int outstation) {
        Map<String, String> known = told.get(outstation);
        if (known == null) {
            if (told.size() >= limits.identities()) {
                told.clear();
            }
            known = new LinkedHashMap<>();
            told.put(outstation, known);
        }
        return known;
    }
}
