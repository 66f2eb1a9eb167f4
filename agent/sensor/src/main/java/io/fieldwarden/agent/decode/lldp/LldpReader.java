package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiConsumer;

/** Reads one frame: TLVs of a type of 7 bits and a length of 9 (IEEE 802.1AB-2016, clause 8.4). */
final class LldpReader {
    private static final int HEADER = 2;
    private static final int ORGANISATION = 127;
    private static final int CHASSIS_ID = 1;
    private static final int PORT_ID = 2;
    private static final int TIME_TO_LIVE = 3;

    /** Capabilities by bit (8.5.8). */
    private static final String[] CAPABILITIES = {
        "other",
        "repeater",
        "bridge",
        "wlan_access_point",
        "router",
        "telephone",
        "docsis_cable_device",
        "station_only",
        "c_vlan",
        "s_vlan",
        "two_port_mac_relay"
    };

    /** What the frame says, of the operation. */
    final List<Attribute> attributes = new ArrayList<>();
    /** Who sent it. */
    final List<Attribute> facts = new ArrayList<>();

    private final BiConsumer<LldpAnomaly, String> anomalies;
    private final LldpLimits limits;
    private final OrganisationTlvs organisations;
    private int seenOnce;

    LldpReader(BiConsumer<LldpAnomaly, String> anomalies, LldpLimits limits) {
        this.anomalies = anomalies;
        this.limits = limits;
        this.organisations = new OrganisationTlvs(this);
    }

    void read(Window bytes) {
        attributes.clear();
        facts.clear();
        seenOnce = 0;
        int at = 0;
        for (int count = 0; at + HEADER <= bytes.length(); count++) {
            int type = bytes.u8(at) >> 1;
            int length = bytes.u16(at) & 0x1FF;
            if (type == 0) {
                break; // the rest is padding
            }
            at += HEADER;
            if (length > bytes.length() - at) {
                String detail = "TLV " + type + " of " + length + " bytes, expected at most " + (bytes.length() - at);
                anomalies.accept(LldpAnomaly.TLV_OVER_FRAME, detail);
                break;
            }
            if (count == limits.tlvs()) {
                anomalies.accept(LldpAnomaly.TOO_MANY_TLVS, "expected at most " + limits.tlvs());
                break;
            }
            if (count < 3 && type != count + 1) {
                anomalies.accept(
                        LldpAnomaly.MANDATORY_MISSING, "TLV " + type + " in place of " + (count + 1) + ", expected it");
            }
            tlv(bytes, type, at, length);
            at += length;
        }
    }

    private void tlv(Window bytes, int type, int at, int length) {
        int least = least(type);
        if (length < least) {
            anomalies.accept(
                    LldpAnomaly.TLV_TOO_SHORT, "TLV " + type + " of " + length + " bytes, expected at least " + least);
            return;
        }
        if (type <= 7) {
            if ((seenOnce & 1 << type) != 0) {
                anomalies.accept(LldpAnomaly.DUPLICATE_TLV, "TLV " + type + " again, expected it once");
            }
            seenOnce |= 1 << type;
        }
        switch (type) {
            case CHASSIS_ID -> chassis(bytes, at, length);
            case PORT_ID -> fact("port_id", id(bytes, at, length, 3, 4));
            case TIME_TO_LIVE -> say("time_to_live", Integer.toString(bytes.u16(at)));
            case 4 -> fact("port_description", text(bytes, at, length));
            case 5 -> fact("name", text(bytes, at, length));
            case 6 -> fact("product", text(bytes, at, length));
            case 7 -> {
                fact("capabilities", capabilities(bytes.u16(at)));
                fact("capabilities_enabled", capabilities(bytes.u16(at + 2)));
            }
            case 8 -> management(bytes, at, length);
            case ORGANISATION -> organisations.tlv(bytes, at, length);
            default -> say("tlv_" + type, length + " bytes");
        }
    }

    private static int least(int type) {
        return switch (type) {
            case CHASSIS_ID, PORT_ID, TIME_TO_LIVE -> 2;
            case 7, ORGANISATION -> 4;
            case 8 -> 9;
            default -> 0;
        };
    }

    private void chassis(Window bytes, int at, int length) {
        fact("chassis_id", id(bytes, at, length, 4, 5));
    }

    /** An id of a subtype, which says whether it is a hardware address, a network address or a text (8.5.2.2, 8.5.3.2). */
    private String id(Window bytes, int at, int length, int mac, int network) {
        int subtype = bytes.u8(at);
        if (subtype == mac && length == 7) {
            return mac(bytes, at + 1);
        }
        if (subtype == network && length == 6 && bytes.u8(at + 1) == 1) {
            return ipv4(bytes, at + 2);
        }
        return subtype == network ? hex(bytes, at + 1, length - 1) : text(bytes, at + 1, length - 1);
    }

    private void management(Window bytes, int at, int length) {
        int size = bytes.u8(at); // with its subtype
        if (size < 2 || size + 1 > length) {
            anomalies.accept(LldpAnomaly.TLV_TOO_SHORT, "management address of " + size + " bytes in " + length);
            return;
        }
        int subtype = bytes.u8(at + 1);
        if (subtype == 1 && size == 5) {
            fact("management_address", ipv4(bytes, at + 2));
        } else if (subtype == 6 && size == 7) {
            fact("management_address", mac(bytes, at + 2));
        } else {
            fact("management_address", hex(bytes, at + 2, size - 1));
        }
    }

    static String capabilities(int bits) {
        StringJoiner names = new StringJoiner(" ");
        for (int bit = 0; bit < CAPABILITIES.length; bit++) {
            if ((bits & 1 << bit) != 0) {
                names.add(CAPABILITIES[bit]);
            }
        }
        return names.toString();
    }

    /** Says who the sender is; empty texts say nothing. */
    void fact(String name, String value) {
        if (!value.isEmpty() && facts.size() < limits.facts()) {
            facts.add(new Attribute(name, value));
            say(name, value);
        }
    }

    /** Says more about the frame. */
    void say(String name, String value) {
        if (attributes.size() < limits.facts()) {
            attributes.add(new Attribute(name, value));
        }
    }

    /** Text as it stands; what is no text as hexadecimal. */
    String text(Window bytes, int at, int size) {
        int shown = Math.min(size, limits.textChars());
        while (shown > 0 && bytes.u8(at + shown - 1) == 0) {
            shown--;
        }
        for (int index = at; index < at + shown; index++) {
            int character = bytes.u8(index);
            if (character < ' ' && character != '\t' && character != '\r' && character != '\n') {
                return hex(bytes, at, shown);
            }
        }
        return bytes.utf8(at, shown).strip();
    }

    String hex(Window bytes, int at, int size) {
        int from = bytes.start() + at;
        return HexFormat.of().formatHex(bytes.array(), from, from + Math.min(size, limits.textChars() / 2));
    }

    static String ipv4(Window bytes, int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3);
    }

    static String mac(Window bytes, int at) {
        int from = bytes.start() + at;
        return HexFormat.ofDelimiter(":").formatHex(bytes.array(), from, from + 6);
    }
}
