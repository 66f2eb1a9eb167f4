package io.fieldwarden.agent.decode.coap;

import org.jspecify.annotations.Nullable;

/** Names of codes, as the registries of RFC 7252 clause 12 have them, in lower case. */
final class CoapNames {
    private CoapNames() {}

    /** Name of a method, {@code method_n} if it has none. */
    static String method(int code) {
        return switch (code) {
            case 1 -> "get";
            case 2 -> "post";
            case 3 -> "put";
            case 4 -> "delete";
            case 5 -> "fetch"; // RFC 8132
            case 6 -> "patch";
            case 7 -> "ipatch";
            default -> "method_" + code;
        };
    }

    /** Name of a response, null if the code is none. */
    static @Nullable String response(int code) {
        return switch (text(code)) {
            case "2.01" -> "created";
            case "2.02" -> "deleted";
            case "2.03" -> "valid";
            case "2.04" -> "changed";
            case "2.05" -> "content";
            case "2.31" -> "continue";
            case "4.00" -> "bad_request";
            case "4.01" -> "unauthorized";
            case "4.02" -> "bad_option";
            case "4.03" -> "forbidden";
            case "4.04" -> "not_found";
            case "4.05" -> "method_not_allowed";
            case "4.06" -> "not_acceptable";
            case "4.08" -> "request_entity_incomplete";
            case "4.09" -> "conflict";
            case "4.12" -> "precondition_failed";
            case "4.13" -> "request_entity_too_large";
            case "4.15" -> "unsupported_content_format";
            case "4.22" -> "unprocessable_entity";
            case "4.29" -> "too_many_requests";
            case "5.00" -> "internal_server_error";
            case "5.01" -> "not_implemented";
            case "5.02" -> "bad_gateway";
            case "5.03" -> "service_unavailable";
            case "5.04" -> "gateway_timeout";
            case "5.05" -> "proxying_not_supported";
            case "5.08" -> "hop_limit_reached";
            default -> null;
        };
    }

    /** A code as RFC 7252 writes it: class, dot, two digits. */
    static String text(int code) {
        int detail = code & 0x1F;
        return (code >> 5) + (detail < 10 ? ".0" : ".") + detail;
    }
}
