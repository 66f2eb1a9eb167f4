package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/** Secure authentication, versions 2 and 5: objects of group 120 (A.45). Of keys, codes and certificates nothing is told. */
final class Dnp3Authentication {
    private static final int CHALLENGE = 1;
    private static final int AGGRESSIVE = 3;
    private static final int KEY_STATUS_REQUEST = 4;
    private static final int KEY_STATUS = 5;
    private static final int ERROR = 7;
    private static final int CERTIFICATE = 8;
    private static final int MAC = 9;

    private static final String[] NAMES = {
        "challenge",
        "reply",
        "aggressive_mode_request",
        "session_key_status_request",
        "session_key_status",
        "session_key_change",
        "error",
        "user_certificate",
        "mac",
        "user_status_change",
        "update_key_change_request",
        "update_key_change_reply",
        "update_key_change",
        "update_key_change_signature",
        "update_key_change_confirmation"
    };
    private static final String[] ERRORS = {
        "",
        "authentication_failed",
        "unexpected_response",
        "no_response",
        "aggressive_mode_not_supported",
        "mac_algorithm_not_supported",
        "key_wrap_algorithm_not_supported",
        "authorization_failed",
        "update_key_change_method_not_permitted",
        "invalid_signature",
        "invalid_certification_data",
        "unknown_user",
        "max_session_key_status_requests_exceeded"
    };
    private static final String[] KEY_STATES = {"undefined", "ok", "not_init", "comm_fail", "auth_fail"};

    static String errorName(int code) {
        return code < ERRORS.length && code > 0 ? ERRORS[code] : "undefined_" + code;
    }

    /** Code of an error object, 0 if it is cut short. */
    static int error(Dnp3Headers item) {
        return item.itemSize() >= 9 ? item.bytes().u8(item.itemAt() + 8) : 0;
    }

    void describe(Dnp3Headers item, List<Attribute> attributes) {
        int variation = item.variation();
        String name = variation >= 1 && variation <= NAMES.length ? NAMES[variation - 1] : "unknown_" + variation;
        attributes.add(new Attribute("authentication", name));
        Window bytes = item.bytes();
        int at = item.itemAt();
        int size = item.itemSize();
        if (variation == KEY_STATUS_REQUEST && size >= 2) {
            attributes.add(new Attribute("user_number", Integer.toString(bytes.u16le(at))));
        } else if (variation < CERTIFICATE && variation != KEY_STATUS_REQUEST && size >= 6) {
            String sequence = variation == KEY_STATUS ? "key_change_sequence" : "challenge_sequence";
            attributes.add(new Attribute(sequence, Long.toString(bytes.i32le(at) & 0xFFFF_FFFFL)));
            attributes.add(new Attribute("user_number", Integer.toString(bytes.u16le(at + 4))));
        }
        if (variation == CHALLENGE && size >= 8) {
            attributes.add(new Attribute("mac_algorithm", Integer.toString(bytes.u8(at + 6))));
        } else if (variation == KEY_STATUS && size >= 9) {
            int state = bytes.u8(at + 7);
            attributes.add(
                    new Attribute("key_status", state < KEY_STATES.length ? KEY_STATES[state] : "undefined_" + state));
        } else if (variation == ERROR && size >= 9) {
            attributes.add(new Attribute("error_code", errorName(bytes.u8(at + 8))));
        }
    }

    /** Whether a request was sent with its proof, without waiting to be challenged. */
    static boolean isAggressive(Dnp3Headers header) {
        return header.group() == Dnp3Objects.AUTHENTICATION
                && (header.variation() == AGGRESSIVE || header.variation() == MAC);
    }
}
