package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.decode.Window;

/** TLVs of organisations: IEEE 802.1 (annex D), 802.3 (clause 79), PROFINET (IEC 61158-6-10, 4.11), LLDP-MED (TIA-1057). */
final class OrganisationTlvs {
    private static final int HEADER = 4;
    private static final int IEEE_8021 = 0x0080C2;
    private static final int IEEE_8023 = 0x00120F;
    private static final int PROFINET = 0x000ECF;
    private static final int MED = 0x0012BB;
    private static final int MED_INVENTORY = 5;

    private static final String[] INVENTORY = {
        "hardware", "firmware", "software", "serial", "vendor", "model", "asset_id"
    };

    private final LldpReader reader;

    OrganisationTlvs(LldpReader reader) {
        this.reader = reader;
    }

    /** Reads one of at least four bytes: the organisation's identifier, its subtype, its value. */
    void tlv(Window bytes, int at, int length) {
        int subtype = bytes.u8(at + 3);
        int value = at + HEADER;
        int size = length - HEADER;
        switch (bytes.u24(at)) {
            case IEEE_8021 -> ieee8021(bytes, subtype, value, size);
            case IEEE_8023 -> ieee8023(bytes, subtype, value, size);
            case PROFINET -> profinet(bytes, subtype, value, size);
            case MED -> med(bytes, subtype, value, size);
            default -> reader.say("organisation", String.format("%06x/%d", bytes.u24(at), subtype));
        }
    }

    private void ieee8021(Window bytes, int subtype, int at, int size) {
        if (subtype == 1 && size >= 2) {
            reader.fact("port_vlan_id", Integer.toString(bytes.u16(at)));
        } else if (subtype == 3 && size >= 3 && bytes.u8(at + 2) <= size - 3) {
            reader.say("vlan_name", bytes.u16(at) + " " + reader.text(bytes, at + 3, bytes.u8(at + 2)));
        }
    }

    private void ieee8023(Window bytes, int subtype, int at, int size) {
        if (subtype == 1 && size >= 5) {
            reader.say("mau_type", Integer.toString(bytes.u16(at + 3)));
        } else if (subtype == 4 && size >= 2) {
            reader.say("maximum_frame_size", Integer.toString(bytes.u16(at)));
        }
    }

    private void profinet(Window bytes, int subtype, int at, int size) {
        if (subtype == 2 && size >= 4) {
            reader.say("rt_class2_port_status", String.format("0x%04x", bytes.u16(at)));
            reader.say("rt_class3_port_status", String.format("0x%04x", bytes.u16(at + 2)));
        } else if (subtype == 3 && size > 0) {
            reader.fact("alias", reader.text(bytes, at, size));
        } else if (subtype == 5 && size >= 6) {
            reader.fact("chassis_mac", LldpReader.mac(bytes, at));
        } else {
            reader.say("profinet_tlv", Integer.toString(subtype));
        }
    }

    private void med(Window bytes, int subtype, int at, int size) {
        int index = subtype - MED_INVENTORY;
        if (index >= 0 && index < INVENTORY.length) {
            reader.fact(INVENTORY[index], reader.text(bytes, at, size));
        }
    }
}
