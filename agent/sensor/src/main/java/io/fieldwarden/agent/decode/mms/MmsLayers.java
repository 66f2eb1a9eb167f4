package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/** Session (X.225), presentation (X.226) and association (X.227), down to the MMS PDU in them. */
final class MmsLayers {
    /** Session PDUs by their identifier (X.225, clause 8.3). */
    static final int CONNECT = 13;

    private static final int DATA = 1;
    private static final int FINISH = 9;
    private static final int DISCONNECT = 10;
    private static final int REFUSE = 12;
    private static final int ACCEPT = 14;
    private static final int ABORT = 25;
    private static final int ABORT_ACCEPT = 26;

    private static final int USER_DATA = 193;
    private static final int EXTENDED_USER_DATA = 194;
    private static final int FULLY_ENCODED = 0x61;
    private static final int CP_TYPE = 0x31;
    private static final int NORMAL_MODE = 0xA2;

    private final MmsFacts facts;
    private final MmsConversation conversation;
    private final int[] parameter = new int[3];

    MmsLayers(MmsFacts facts, MmsConversation conversation) {
        this.facts = facts;
        this.conversation = conversation;
    }

    /** Reads one message of the transport. */
    void message(Direction from, Window bytes, long atNanos) {
        int first = bytes.u8(0);
        if (MmsConversation.isPdu(first)) {
            conversation.pdu(
                    from, bytes, 0, bytes.length(), atNanos); // without the layers between, as some stacks speak
            return;
        }
        switch (first) {
            case DATA -> data(from, bytes, atNanos);
            case CONNECT, ACCEPT, FINISH, DISCONNECT, REFUSE, ABORT -> session(from, bytes, first, atNanos);
            case ABORT_ACCEPT, 8 -> {
                // ends nothing that is open here
            }
            default -> facts.anomaly(MmsAnomaly.BAD_SESSION, "session PDU " + first + ", expected 1 to 26", atNanos);
        }
    }

    /** Give tokens and data transfer, both without parameters as a rule, then the user data. */
    private void data(Direction from, Window bytes, long atNanos) {
        int at = 0;
        for (int header = 0; header < 2; header++) {
            if (at + 2 > bytes.length() || bytes.u8(at) != DATA || bytes.u8(at + 1) > bytes.length() - at - 2) {
                facts.anomaly(MmsAnomaly.BAD_SESSION, "no data transfer, expected 01 00 01 00", atNanos);
                return;
            }
            at += 2 + bytes.u8(at + 1);
        }
        presentation(from, bytes, at, bytes.length(), atNanos);
    }

    private void session(Direction from, Window bytes, int type, long atNanos) {
        boolean found = false;
        if (parameter(bytes, 0, bytes.length())) {
            int end = parameter[2];
            for (int at = parameter[1]; at < end && parameter(bytes, at, end); at = parameter[2]) {
                if (parameter[0] == USER_DATA || parameter[0] == EXTENDED_USER_DATA) {
                    presentation(from, bytes, parameter[1], parameter[2], atNanos);
                    found = true;
                }
            }
        } else {
            facts.anomaly(MmsAnomaly.BAD_SESSION, "session PDU " + type + " past its end, expected it whole", atNanos);
        }
        if (type == REFUSE) {
            conversation.refused(from, "session_refused", atNanos);
        } else if (type == ABORT && !found) {
            conversation.told(from, "abort", atNanos);
        }
    }

    /** Reads identifier and length (8.2.5): where the contents begin and end. */
    private boolean parameter(Window bytes, int at, int end) {
        if (at + 2 > end) {
            return false;
        }
        int length = bytes.u8(at + 1);
        int start = at + 2;
        if (length == 0xFF) {
            if (at + 4 > end) {
                return false;
            }
            length = bytes.u16(at + 2);
            start = at + 4;
        }
        parameter[0] = bytes.u8(at);
        parameter[1] = start;
        parameter[2] = start + length;
        return length <= end - start;
    }

    private void presentation(Direction from, Window bytes, int start, int end, long atNanos) {
        Ber ber = new Ber().over(bytes, start, end);
        while (ber.next()) {
            if (ber.tag() == FULLY_ENCODED) {
                values(from, bytes, ber, atNanos);
            } else if (ber.tag() == CP_TYPE) {
                normalMode(from, bytes, ber, atNanos);
            } else if (MmsConversation.isPdu(ber.tag()) && ber.start() - 2 <= start) {
                conversation.refused(from, "presentation_refused", atNanos); // CPR or ARU
            }
        }
        if (ber.malformed()) {
            facts.anomaly(MmsAnomaly.BAD_PRESENTATION, "an element past its end, expected it whole", atNanos);
        }
    }

    private void normalMode(Direction from, Window bytes, Ber connect, long atNanos) {
        Ber mode = new Ber().into(connect);
        while (mode.next()) {
            if (mode.tag() == NORMAL_MODE) {
                Ber part = new Ber().into(mode);
                while (part.next()) {
                    if (part.tag() == FULLY_ENCODED) {
                        values(from, bytes, part, atNanos);
                    }
                }
            }
        }
    }

    /** Presentation data values: context, and one value of what the context stands for. */
    private void values(Direction from, Window bytes, Ber list, long atNanos) {
        Ber each = new Ber().into(list);
        while (each.next()) {
            Ber part = new Ber().into(each);
            while (part.next()) {
                if (part.tag() == 0xA0) {
                    value(from, bytes, part, atNanos);
                }
            }
        }
        if (each.malformed()) {
            facts.anomaly(MmsAnomaly.BAD_PRESENTATION, "presentation data past its end, expected it whole", atNanos);
        }
    }

    /** Either MMS itself, or the association with MMS as its user information. */
    private void value(Direction from, Window bytes, Ber single, long atNanos) {
        Ber inner = new Ber().into(single);
        if (!inner.next()) {
            facts.anomaly(MmsAnomaly.BAD_PRESENTATION, "no data value, expected one", atNanos);
            return;
        }
        switch (inner.tag()) {
            case 0x60, 0x61 -> association(from, bytes, inner, atNanos);
            case 0x62 -> conversation.told(from, "release_request", atNanos);
            case 0x63 -> conversation.told(from, "release_response", atNanos);
            case 0x64 -> {
                conversation.refused(from, "aborted", atNanos);
                conversation.told(from, "abort", atNanos);
            }
            default -> conversation.pdu(from, bytes, single.start(), single.end(), atNanos);
        }
    }

    private void association(Direction from, Window bytes, Ber apdu, long atNanos) {
        Ber part = new Ber().into(apdu);
        boolean accepted = true;
        boolean found = false;
        while (part.next()) {
            if (part.tag() == 0xA2 && apdu.tag() == 0x61) {
                Ber result = new Ber().into(part);
                accepted = !result.next() || result.unsigned() == 0;
            } else if (part.tag() == 0xAC) {
                conversation.authenticated(); // that there is a password or certificate, never which
            } else if (part.tag() == 0xBE) {
                found = userInformation(from, bytes, part, atNanos);
            }
        }
        if (!accepted && !found) {
            conversation.refused(from, "association_rejected", atNanos);
        }
    }

    private boolean userInformation(Direction from, Window bytes, Ber information, long atNanos) {
        Ber external = new Ber().into(information);
        while (external.next()) {
            Ber part = new Ber().into(external);
            while (part.next()) {
                if (part.tag() == 0xA0) {
                    conversation.pdu(from, bytes, part.start(), part.end(), atNanos);
                    return true;
                }
            }
        }
        return false;
    }
}
