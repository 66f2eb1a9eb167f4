package io.fieldwarden.agent.decode.http;

/** Request targets and addresses (RFC 9112 3.2) without what could be a secret: user information, and values of parameters. */
final class HttpTarget {
    private static final int NAME_MAX = 64;
    private static final String HIDDEN = "*";

    private HttpTarget() {}

    /** The target with all values of its query and of path parameters as an asterisk, and without user information. */
    static String shown(String target) {
        int fragment = target.indexOf('#');
        String whole = fragment < 0 ? target : target.substring(0, fragment);
        int query = whole.indexOf('?');
        String path = withoutUser(query < 0 ? whole : whole.substring(0, query));
        StringBuilder shown = new StringBuilder(whole.length());
        int parameter = path.indexOf(';');
        if (parameter < 0) {
            shown.append(path);
        } else {
            parameters(path, shown);
        }
        if (query >= 0) {
            shown.append('?');
            values(whole.substring(query + 1), shown);
        }
        return shown.toString();
    }

    private static void parameters(String path, StringBuilder shown) {
        boolean hiding = false;
        boolean inParameter = false;
        for (int at = 0; at < path.length(); at++) {
            char letter = path.charAt(at);
            if (letter == '/') {
                hiding = false;
                inParameter = false;
            } else if (letter == ';') {
                hiding = false;
                inParameter = true;
            }
            if (!hiding) {
                shown.append(letter);
            }
            if (letter == '=' && inParameter && !hiding) {
                hiding = true;
                shown.append(HIDDEN);
            }
        }
    }

    private static void values(String query, StringBuilder shown) {
        int at = 0;
        while (at <= query.length()) {
            int end = at;
            while (end < query.length() && query.charAt(end) != '&' && query.charAt(end) != ';') {
                end++;
            }
            int equals = query.indexOf('=', at);
            if (equals >= at && equals < end && equals - at <= NAME_MAX) {
                shown.append(query, at, equals + 1).append(HIDDEN);
            } else if (end > at) {
                shown.append(HIDDEN);
            }
            if (end < query.length()) {
                shown.append('&');
            }
            at = end + 1;
        }
    }

    /** An absolute address or authority without {@code user:password@}. */
    static String withoutUser(String address) {
        int start = address.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        if (start < 0 && address.startsWith("/")) {
            return address;
        }
        int slash = address.indexOf('/', from);
        int at = address.lastIndexOf('@', slash < 0 ? address.length() : slash);
        return at < from ? address : address.substring(0, from) + address.substring(at + 1);
    }

    /** The host of an absolute address, empty if it is none. */
    static String host(String address) {
        int start = address.indexOf("://");
        if (start < 0) {
            return "";
        }
        String rest = withoutUser(address).substring(start + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }
}
