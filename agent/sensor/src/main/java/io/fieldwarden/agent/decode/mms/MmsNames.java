package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import java.util.List;

/** Names of objects (ISO 9506-2, ObjectName) and what IEC 61850-8-1 makes of them. */
final class MmsNames {
    private static final int NAME_MAX = 129; // a domain or an item is at most 64 or, in IEC 61850, 129 characters

    private MmsNames() {}

    /**
     * The name the contents from {@code from} to {@code to} give: {@code domain/item}, or the item alone where it belongs to the
     * device or to the association; empty if there is none.
     */
    static String object(Window bytes, int from, int to) {
        Ber ber = new Ber().over(bytes, from, to);
        if (!ber.next()) {
            return "";
        }
        return switch (ber.tag()) {
            case 0x80 -> text(ber);
            case 0x82 -> "@" + text(ber);
            case 0xA1 -> {
                Ber inner = new Ber().into(ber);
                String domain = inner.next() ? text(inner) : "";
                yield inner.next() ? domain + "/" + text(inner) : domain;
            }
            default -> "";
        };
    }

    /** Reads what a variable access specification names, from the element that is one: listOfVariable or variableListName. */
    static void variables(Window bytes, Ber specification, List<String> names, int most) {
        if (specification.tag() == 0xA1) {
            names.add(object(bytes, specification.start(), specification.end()));
            return;
        }
        Ber items = new Ber().into(specification);
        while (items.next() && names.size() < most) {
            Ber item = new Ber().into(items);
            boolean named = item.next() && item.tag() == 0xA0;
            names.add(named ? object(bytes, item.start(), item.end()) : "");
        }
    }

    static String text(Ber ber) {
        return printable(ber.text(NAME_MAX));
    }

    /** Without control characters, which no name may have. */
    static String printable(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < ' ') {
                return text.replaceAll("[\\x00-\\x1F]+", " ").strip();
            }
        }
        return text;
    }

    /** The functional constraint between the first two dollar signs of an item, {@code MX} of {@code MMXU1$MX$A}; or empty. */
    static String constraint(String name) {
        int first = name.indexOf('$', name.indexOf('/') + 1);
        if (first < 0 || name.length() < first + 3) {
            return "";
        }
        boolean whole = name.length() == first + 3 || name.charAt(first + 3) == '$';
        return whole ? name.substring(first + 1, first + 3) : "";
    }

    /** The step of the control model (IEC 61850-7-2, clause 20) that access to this name is; empty if it is none. */
    static String control(String name) {
        if (!constraint(name).equals("CO")) {
            return "";
        }
        if (name.endsWith("$Oper")) {
            return "operate";
        }
        if (name.endsWith("$SBOw")) {
            return "select_with_value";
        }
        if (name.endsWith("$SBO")) {
            return "select";
        }
        return name.endsWith("$Cancel") ? "cancel" : "";
    }

    /** What it means to write this name. */
    static Access written(String name) {
        return switch (constraint(name)) {
            case "CO" -> Access.EXECUTE;
            case "CF", "SG", "SE", "RP", "BR", "LG", "GO", "GS", "MS", "US", "DC" -> Access.CONFIGURE;
            default -> Access.WRITE;
        };
    }
}
