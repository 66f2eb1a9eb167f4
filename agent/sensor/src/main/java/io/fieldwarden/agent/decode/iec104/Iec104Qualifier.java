package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/** Qualifiers of commands, parameters and initialisation (60870-5-101 clause 7.2.6.21 to 7.2.6.28). */
final class Iec104Qualifier {
    private static final int SELECT = 0x80;
    private static final String[] PULSES = {"no_additional_definition", "short_pulse", "long_pulse", "persistent"};
    private static final String[] PARAMETERS = {"unused", "threshold", "smoothing", "low_limit", "high_limit"};
    private static final String[] FREEZES = {"read", "freeze", "freeze_and_reset", "reset"};
    private static final String[] STARTS = {"local_power_on", "local_manual_reset", "remote_reset"};
    private static final String[] RESETS = {"unused", "general_reset", "reset_of_pending_events"};

    private Iec104Qualifier() {}

    /** Whether the command of {@code type} whose content starts at {@code at} is only selected, not executed. */
    static boolean selects(Iec104Type type, Window bytes, int at) {
        return hasSelect(type) && (bytes.u8(qualifier(type, at)) & SELECT) != 0;
    }

    /** A bit string has no qualifier (clause 7.3.2.7). */
    private static boolean hasSelect(Iec104Type type) {
        return type.kind() == Iec104Type.Kind.COMMAND && type.form() != Iec104Type.Form.BITS_COMMAND;
    }

    private static int qualifier(Iec104Type type, int at) {
        return at + type.size() - type.time() - 1;
    }

    /** Adds the qualifier of the object at {@code at}. */
    static void add(List<Attribute> attributes, Iec104Type type, Window bytes, int at) {
        switch (type.kind()) {
            case COMMAND -> command(attributes, type, bytes, at);
            case PARAMETER -> parameter(attributes, type, bytes.u8(at + type.size() - 1));
            case INITIALISATION -> {
                text(attributes, "coi", named(STARTS, bytes.u8(at) & 0x7F));
                text(attributes, "parameters_changed", Integer.toString(bytes.u8(at) >> 7));
            }
            case SYSTEM -> system(attributes, type, bytes, at);
            default -> {
                // the others have none
            }
        }
    }

    private static void command(List<Attribute> attributes, Iec104Type type, Window bytes, int at) {
        if (!hasSelect(type)) {
            return;
        }
        int bits = bytes.u8(qualifier(type, at));
        text(attributes, "se", (bits & SELECT) != 0 ? "select" : "execute");
        if (type.size() - type.time() == 1) {
            text(attributes, "qu", named(PULSES, (bits >> 2) & 0x1F));
        } else {
            text(attributes, "ql", Integer.toString(bits & 0x7F));
        }
    }

    private static void parameter(List<Attribute> attributes, Iec104Type type, int bits) {
        if (type.form() == Iec104Type.Form.NONE) {
            text(attributes, "qpa", Integer.toString(bits));
            return;
        }
        text(attributes, "kpa", named(PARAMETERS, bits & 0x3F));
        text(attributes, "lpc", Integer.toString((bits >> 6) & 1));
        text(attributes, "pop", Integer.toString(bits >> 7));
    }

    private static void system(List<Attribute> attributes, Iec104Type type, Window bytes, int at) {
        switch (type.id()) {
            case 100 -> text(attributes, "qoi", interrogation(bytes.u8(at)));
            case 101 -> {
                text(attributes, "rqt", Integer.toString(bytes.u8(at) & 0x3F));
                text(attributes, "frz", FREEZES[bytes.u8(at) >> 6]);
            }
            case 104, 107 -> text(attributes, "test_sequence", Integer.toString(bytes.u16le(at)));
            case 105 -> text(attributes, "qrp", named(RESETS, bytes.u8(at)));
            case 106 -> text(attributes, "delay_ms", Integer.toString(bytes.u16le(at)));
            default -> {
                // read has none, clock synchronisation a time tag
            }
        }
    }

    private static String interrogation(int qualifier) {
        return qualifier >= 20 && qualifier <= 36 ? Iec104Cause.name(qualifier) : Integer.toString(qualifier);
    }

    /** What the parameters of a kind share in their names, for instance {@code 1/parameter/low_limit}. */
    static String parameterSpace(int common, int bits) {
        return common + "/parameter/" + named(PARAMETERS, bits & 0x3F);
    }

    private static String named(String[] names, int number) {
        return number < names.length ? names[number] : Integer.toString(number);
    }

    private static void text(List<Attribute> attributes, String name, String value) {
        attributes.add(new Attribute(name, value));
    }
}
