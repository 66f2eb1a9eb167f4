package io.fieldwarden.agent.decode.profinet;

/** Frame ids (IEC 61158-6-10, table "FrameID field"): what a frame of EtherType 0x8892 is. */
final class FrameIds {
    static final int ETHER_TYPE = 0x8892;
    static final int DCP_HELLO = 0xFEFC;
    static final int DCP_GET_SET = 0xFEFD;
    static final int DCP_IDENTIFY_REQUEST = 0xFEFE;
    static final int DCP_IDENTIFY_RESPONSE = 0xFEFF;
    static final int ALARM_HIGH = 0xFC01;
    static final int ALARM_LOW = 0xFE01;

    private FrameIds() {}

    static boolean isDcp(int id) {
        return id >= DCP_HELLO && id <= DCP_IDENTIFY_RESPONSE;
    }

    static boolean isAlarm(int id) {
        return id == ALARM_HIGH || id == ALARM_LOW;
    }

    static boolean isCyclic(int id) {
        return id >= 0x0100 && id <= 0xFBFF;
    }

    /** Precision time control: synchronisation, follow-up and delay measurement. */
    static boolean isTime(int id) {
        return (id >= 0x0020 && id <= 0x0083) || (id >= 0xFF00 && id <= 0xFF43);
    }

    /** The class of a cyclic frame as Wireshark words it. */
    static String realTimeClass(int id) {
        if (id < 0x8000) {
            return "RT_CLASS_3";
        }
        if (id < 0xC000) {
            return "RT_CLASS_2";
        }
        return "RT_CLASS_1";
    }

    /** What a time frame does. */
    static String timeName(int id) {
        if (id >= 0xFF40) {
            return "ptcp_delay";
        }
        if (id >= 0xFF20) {
            return "ptcp_follow_up";
        }
        return id >= 0xFF00 ? "ptcp_announce" : "ptcp_sync";
    }
}
