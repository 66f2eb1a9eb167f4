package io.fieldwarden.agent.decode.profinet;

import static io.fieldwarden.agent.decode.profinet.DcpNames.*;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** Reads the blocks of one DCP message (IEC 61158-6-10, clause 4.3.1.4): option, suboption, length, value, padding to even. */
final class DcpBlocks {
    /** What stands before a block's value. */
    enum Head {
        /** Nothing: identify requests. */
        NONE,
        /** BlockQualifier: set requests. */
        QUALIFIER,
        /** BlockInfo: identify and get responses, hello. */
        INFO
    }

    /** A value that a request sets. */
    record Setting(String point, String text) {}

    private static final int HEADER = 4;

    final List<Attribute> attributes = new ArrayList<>();
    final List<Attribute> identity = new ArrayList<>();
    final List<Setting> settings = new ArrayList<>();
    /** The suboption of a control block that acts on the device, 0 if there is none. */
    int control;
    /** First block error that is not 0. */
    int error;

    private final LinkFacts facts;
    private final ProfinetLimits limits;
    private Head head = Head.NONE;
    private long atNanos;

    DcpBlocks(LinkFacts facts, ProfinetLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    private void begin(Head newHead, long newNanos) {
        attributes.clear();
        identity.clear();
        settings.clear();
        control = 0;
        error = 0;
        head = newHead;
        atNanos = newNanos;
    }

    /** Reads a get request: options and suboptions only. */
    void options(Window bytes, int from, int to, long newNanos) {
        begin(Head.NONE, newNanos);
        StringBuilder names = new StringBuilder();
        for (int at = from, count = 0; at + 2 <= to && count < limits.blocks(); at += 2, count++) {
            names.append(names.isEmpty() ? "" : " ").append(option(bytes.u8(at), bytes.u8(at + 1)));
        }
        say("options", names.toString());
    }

    /** Reads blocks from {@code from} to {@code to}. */
    void blocks(Window bytes, int from, int to, Head newHead, long newNanos) {
        begin(newHead, newNanos);
        int at = from;
        for (int count = 0; at + HEADER <= to; count++) {
            int length = bytes.u16(at + 2);
            if (length > to - at - HEADER) {
                String detail = option(bytes.u8(at), bytes.u8(at + 1)) + " of " + length + " bytes, expected at most "
                        + (to - at - HEADER);
                facts.anomaly(DcpAnomaly.BLOCK_OVER_DATA, detail, atNanos);
                return;
            }
            if (count == limits.blocks()) {
                facts.anomaly(DcpAnomaly.TOO_MANY_BLOCKS, "expected at most " + limits.blocks() + " blocks", atNanos);
                return;
            }
            block(bytes, at, length);
            at += HEADER + length + (length & 1);
        }
    }

    private void block(Window bytes, int at, int length) {
        int option = bytes.u8(at);
        int suboption = bytes.u8(at + 1);
        int value = at + HEADER;
        if (option == CONTROL && suboption == RESPONSE) {
            response(bytes, value, length);
            return;
        }
        int skipped = head == Head.NONE || option == ALL ? 0 : 2;
        int least = skipped + least(option, suboption);
        if (length < least) {
            String detail = option(option, suboption) + " of " + length + " bytes, expected at least " + least;
            facts.anomaly(DcpAnomaly.BLOCK_TOO_SHORT, detail, atNanos);
            return;
        }
        boolean act = option == CONTROL && suboption >= SIGNAL;
        if (head == Head.QUALIFIER && skipped > 0) {
            int qualifier = bytes.u16(value);
            boolean mode = option == CONTROL && suboption == RESET_TO_FACTORY;
            String reset = "mode_" + (qualifier >> 1);
            say("block_qualifier", mode ? reset : (qualifier & 1) == 1 ? "permanent" : "temporary");
            control = act ? suboption : control;
        }
        value(bytes, option, suboption, value + skipped, length - skipped);
    }

    private static int least(int option, int suboption) {
        return switch (option) {
            case IP -> suboption == 1 ? 6 : 12;
            case DEVICE ->
                switch (suboption) {
                    case 3, 8 -> 4;
                    case 4 -> 2;
                    case 7 -> 2;
                    case 9 -> 4;
                    default -> 0;
                };
            default -> 0;
        };
    }

    private void value(Window bytes, int option, int suboption, int at, int length) {
        switch (option) {
            case IP -> ip(bytes, suboption, at);
            case DEVICE -> device(bytes, suboption, at, length);
            case CONTROL -> {
                say("control", option(option, suboption).substring("control/".length()));
                if (suboption == SIGNAL && length >= 2) {
                    say("signal_value", LinkFacts.hex16(bytes.u16(at)));
                }
            }
            case ALL -> say("option", "all");
            default -> {
                say("option", option(option, suboption));
                if (length > 0) {
                    setting(
                            option(option, suboption),
                            LinkFacts.hex(bytes, at, Math.min(length, limits.textChars() / 2)));
                }
            }
        }
    }

    private void ip(Window bytes, int suboption, int at) {
        if (suboption == 1) {
            known("mac_address", "mac", bytes, at, 6);
            return;
        }
        String address = ipv4(bytes, at);
        say("ip", address);
        say("subnetmask", ipv4(bytes, at + 4));
        say("standard_gateway", ipv4(bytes, at + 8));
        setting("ip", address);
        setting("subnetmask", ipv4(bytes, at + 4));
        setting("standard_gateway", ipv4(bytes, at + 8));
        if (bytes.i32(at) != 0) {
            fact("ip", address);
        }
    }

    private void device(Window bytes, int suboption, int at, int length) {
        switch (suboption) {
            case 1 -> text("devicevendorvalue", "product", bytes, at, length);
            case 2 -> {
                text("name_of_station", "name", bytes, at, length);
                checkName(bytes, at, length);
            }
            case 3 -> ids(bytes, at);
            case 4 -> {
                say("device_role", roles(bytes.u8(at)));
                fact("device_role", roles(bytes.u8(at)));
            }
            case 5 -> {
                StringBuilder names = new StringBuilder();
                for (int pair = at; pair + 2 <= at + length && names.length() < limits.textChars(); pair += 2) {
                    names.append(names.isEmpty() ? "" : " ").append(option(bytes.u8(pair), bytes.u8(pair + 1)));
                }
                say("device_options", names.toString());
            }
            case 6 -> text("aliasname", "alias", bytes, at, length);
            case 7 -> say("device_instance", bytes.u8(at) + "." + bytes.u8(at + 1));
            case 8 -> {
                fact("oem_vendor_id", LinkFacts.hex16(bytes.u16(at)));
                fact("oem_device_id", LinkFacts.hex16(bytes.u16(at + 2)));
            }
            case 9 -> say("standard_gateway", ipv4(bytes, at));
            default -> say("option", option(DEVICE, suboption));
        }
    }

    private void ids(Window bytes, int at) {
        int vendor = bytes.u16(at);
        say("vendor_id", LinkFacts.hex16(vendor));
        say("device_id", LinkFacts.hex16(bytes.u16(at + 2)));
        if (!vendor(vendor).isEmpty()) {
            fact("vendor", vendor(vendor));
        }
        fact("vendor_id", LinkFacts.hex16(vendor));
        fact("device_id", LinkFacts.hex16(bytes.u16(at + 2)));
    }

    /** Which block it is about, and how it went (4.3.1.4.16). */
    private void response(Window bytes, int at, int length) {
        if (length < 3) {
            facts.anomaly(DcpAnomaly.BLOCK_TOO_SHORT, "control/response of " + length + " bytes, expected 3", atNanos);
            return;
        }
        int result = bytes.u8(at + 2);
        say("response", option(bytes.u8(at), bytes.u8(at + 1)) + ": " + error(result));
        error = error == 0 ? result : error;
    }

    /** Labels of letters, digits and hyphens; old devices also use capitals and underscores. */
    private void checkName(Window bytes, int at, int length) {
        int end = at + length;
        while (end > at && (bytes.u8(end - 1) == 0 || bytes.u8(end - 1) == ' ')) {
            end--;
        }
        for (int index = at; index < end; index++) {
            int character = bytes.u8(index);
            boolean legal = character < 0x80 && (Character.isLetterOrDigit(character) || "-._".indexOf(character) >= 0);
            if (!legal) {
                String detail =
                        "name of station has " + LinkFacts.hex16(character) + ", expected letters, digits, - and .";
                facts.anomaly(DcpAnomaly.ILLEGAL_NAME, detail, atNanos);
                return;
            }
        }
    }

    private void text(String attribute, String fact, Window bytes, int at, int length) {
        String text = LinkFacts.text(bytes, at, length, limits.textChars());
        say(attribute, text);
        setting(attribute, text);
        if (!text.isEmpty()) {
            fact(fact, text);
        }
    }

    private void known(String attribute, String fact, Window bytes, int at, int length) {
        String text = LinkFacts.hex(bytes, at, length);
        say(attribute, text);
        fact(fact, text);
    }

    private void say(String name, String value) {
        if (attributes.size() < limits.attributes()) {
            attributes.add(new Attribute(name, value));
        }
    }

    private void fact(String name, String value) {
        if (head == Head.INFO && identity.size() < limits.attributes()) {
            identity.add(new Attribute(name, value));
        }
    }

    private void setting(String point, String text) {
        if (head == Head.QUALIFIER && settings.size() < limits.attributes()) {
            settings.add(new Setting("dcp/" + point, text));
        }
    }

    private static String ipv4(Window bytes, int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3);
    }
}
