package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads system status lists: who a CPU is, what it can do, whether it runs. */
final class S7Szl {
    /** Named point of the operating state of a CPU. */
    static final String OPERATING_STATE = "cpu/operating_state";

    private static final int HEADER = 8;
    private static final int MODULE_RECORD = 28;
    private static final int COMPONENT_RECORD = 34;
    private static final int MODULE = 0x11;
    private static final int COMPONENT = 0x1C;
    private static final int STATE = 0x24;
    private static final int COMMUNICATION = 0x31;
    private static final int PROTECTION = 0x32;
    private static final int ORDER_NUMBER = 20;

    private final S7Facts facts;
    private final List<Attribute> told = new ArrayList<>();

    S7Szl(S7Facts facts) {
        this.facts = facts;
    }

    static boolean isIdentity(int id) {
        return (id & 0xFF) == MODULE || (id & 0xFF) == COMPONENT;
    }

    /** What a list of at least 8 bytes says of itself. */
    void answer(Window bytes, int at, int length, List<Attribute> attributes) {
        attributes.add(new Attribute("partlist_len", Integer.toString(bytes.u16(at + 4))));
        attributes.add(new Attribute("partlist_cnt", Integer.toString(bytes.u16(at + 6))));
    }

    /** Tells what a list of at least 8 bytes says of the CPU. */
    void tell(Window bytes, int at, int length, Direction from, long atNanos) {
        int list = bytes.u16(at) & 0xFF;
        int size = bytes.u16(at + 4);
        int end = at + length;
        told.clear();
        for (int record = at + HEADER; size > 0 && record + size <= end; record += size) {
            switch (list) {
                case MODULE -> module(bytes, record, size);
                case COMPONENT -> component(bytes, record, size);
                case STATE -> state(bytes, record, size, atNanos);
                case COMMUNICATION -> communication(bytes, record, size);
                case PROTECTION -> protection(bytes, record, size, atNanos);
                default -> {
                    // no more is told of it than that it was read
                }
            }
        }
        if (!told.isEmpty()) {
            facts.identity(from, told, S7Decoder.PROTOCOL, atNanos);
        }
    }

    private void fact(String name, String value) {
        if (!value.isEmpty() && told.size() < facts.limits.identitiesMax()) {
            told.add(new Attribute(name, value));
        }
    }

    private String text(Window bytes, int at, int size) {
        int shown = Math.min(size, facts.limits.textChars());
        String text = bytes.latin1(at, shown);
        int zero = text.indexOf(0);
        return (zero < 0 ? text : text.substring(0, zero)).strip();
    }

    /** Index, order number, type, version of the module (Ausbg) and of its output (Ausbe). */
    private void module(Window bytes, int at, int size) {
        if (size < MODULE_RECORD) {
            return;
        }
        int high = bytes.u16(at + 24);
        int low = bytes.u16(at + 26);
        switch (bytes.u16(at)) {
            case 1 -> {
                fact("vendor", "Siemens");
                fact("model", text(bytes, at + 2, ORDER_NUMBER));
            }
            case 6 -> fact("hardware", Integer.toString(low == 0 ? high : low));
            case 7 -> fact("firmware", version(high, low));
            case 0x81 -> {
                fact("bootloader", version(high, low));
                fact("bootloader_name", text(bytes, at + 2, ORDER_NUMBER));
            }
            default -> {
                // indexes of other families are not known
            }
        }
    }

    /** A letter and three numbers. */
    private static String version(int high, int low) {
        int letter = high >> 8;
        String sign = letter > ' ' && letter < 0x7F ? String.valueOf((char) letter) : "";
        return sign + (high & 0xFF) + "." + (low >> 8) + "." + (low & 0xFF);
    }

    /** Index and a text of 24 or 32 characters. */
    private void component(Window bytes, int at, int size) {
        if (size < COMPONENT_RECORD) {
            return;
        }
        String text = text(bytes, at + 2, 32);
        switch (bytes.u16(at)) {
            case 1 -> fact("name", text);
            case 2 -> fact("module_name", text);
            case 3 -> fact("plant", text);
            case 4 -> fact("copyright", text);
            case 5 -> fact("serial", text);
            case 7 -> fact("product", text);
            case 8 -> fact("memory_card_serial", text);
            case 9 -> fact("manufacturer_id", Integer.toString(bytes.u16(at + 2)));
            case 11 -> fact("location", text);
            default -> {
                // reserved, or of the maker of a machine
            }
        }
    }

    private void state(Window bytes, int at, int size, long atNanos) {
        if (size < 4) {
            return;
        }
        String state = switch (bytes.u8(at + 3) & 0xF) {
            case 1 -> "STOP (update)";
            case 2 -> "STOP (memory reset)";
            case 3 -> "STOP (self initialization)";
            case 4 -> "STOP";
            case 5 -> "COLD RESTART";
            case 6 -> "WARM RESTART";
            case 7 -> "HOT RESTART";
            case 8 -> "RUN";
            case 9 -> "RUN_R";
            case 10 -> "HOLD";
            case 11 -> "LINK-UP";
            case 12 -> "UPDATE";
            case 13 -> "DEFECTIVE";
            default -> String.format(Locale.ROOT, "0x%02x", bytes.u8(at + 3));
        };
        value(OPERATING_STATE, new Values.Texts(new String[] {state}), atNanos);
    }

    private void value(String point, Values value, long atNanos) {
        facts.values(ValueSeen.Way.READ, Points.named(point), value, atNanos);
    }

    private void communication(Window bytes, int at, int size) {
        if (size >= 6 && bytes.u16(at) == 1) {
            fact("pdu_length_max", Integer.toString(bytes.u16(at + 2)));
            fact("connections_max", Integer.toString(bytes.u16(at + 4)));
        }
    }

    /** Index 4: protection by the key, by a password and in effect, the mode selector, the way it was started. */
    private void protection(Window bytes, int at, int size, long atNanos) {
        if (size < 10 || bytes.u16(at) != 4) {
            return;
        }
        value("cpu/protection_level", number(bytes.u16(at + 6)), atNanos);
        value("cpu/mode_selector", new Values.Texts(new String[] {selector(bytes.u16(at + 8))}), atNanos);
    }

    private static Values number(int number) {
        return new Values.Numbers(new double[] {number});
    }

    private static String selector(int position) {
        return switch (position) {
            case 1 -> "RUN";
            case 2 -> "RUN_P";
            case 3 -> "STOP";
            case 4 -> "MRES";
            default -> Integer.toString(position);
        };
    }
}
