package io.fieldwarden.agent.decode.http;

import java.util.Locale;

/** The head of one message, of which only what is told is kept (RFC 9110). */
final class HttpHead {
    static final long NO_LENGTH = -1;
    static final long BAD_LENGTH = -2;

    final long atNanos;
    /** Method or version. */
    String first = "";
    /** Target without secrets, or reason phrase. */
    String target = "";
    /** Version of a request. */
    String version = "";

    int status;
    int headers;
    long contentLength = NO_LENGTH;
    boolean chunked;
    boolean closes;
    String host = "";
    String userAgent = "";
    String referrerHost = "";
    String contentType = "";
    String authorization = "";
    String realm = "";
    String server = "";
    String upgrade = "";
    int cookies;

    HttpHead(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Takes one header field; values that may be secret never get further than here. */
    void field(String name, String value, HttpFacts facts) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "host" -> host = facts.cut(HttpTarget.withoutUser(value));
            case "user-agent" -> userAgent = facts.cut(value);
            case "referer" -> referrerHost = facts.cut(HttpTarget.host(value));
            case "content-type" -> contentType = facts.cut(before(value, ';'));
            case "content-length" -> length(value);
            case "transfer-encoding" ->
                chunked |= value.toLowerCase(Locale.ROOT).contains("chunked");
            case "authorization", "proxy-authorization" -> authorization = scheme(value);
            case "www-authenticate", "proxy-authenticate" -> realm(value, facts);
            case "server" -> server = facts.cut(value);
            case "connection" -> closes |= value.equalsIgnoreCase("close");
            case "upgrade" -> upgrade = facts.cut(value);
            case "cookie" ->
                cookies += (int) value.chars().filter(letter -> letter == ';').count() + 1;
            case "set-cookie" -> cookies++;
            default -> {}
        }
    }

    /** Only well known words: a token without a scheme must not pass for one. */
    private static String scheme(String value) {
        String word = before(value, ' ').toLowerCase(Locale.ROOT);
        return switch (word) {
            case "basic", "digest", "bearer", "negotiate", "ntlm", "hoba", "mutual", "dpop", "aws4-hmac-sha256" -> word;
            default -> "other";
        };
    }

    private void realm(String value, HttpFacts facts) {
        int at = value.toLowerCase(Locale.ROOT).indexOf("realm=\"");
        if (at >= 0) {
            int end = value.indexOf('"', at + 7);
            realm = facts.cut(value.substring(at + 7, end < 0 ? value.length() : end));
        }
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return (at < 0 ? text : text.substring(0, at)).strip();
    }

    private void length(String value) {
        if (!value.matches("[0-9]{1,15}")) {
            contentLength = BAD_LENGTH;
            return;
        }
        long length = Long.parseLong(value);
        contentLength = contentLength == NO_LENGTH || contentLength == length ? length : BAD_LENGTH;
    }
}
