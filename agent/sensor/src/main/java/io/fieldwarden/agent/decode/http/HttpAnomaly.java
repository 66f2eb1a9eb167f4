package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of HTTP/1 that traffic can break. */
enum HttpAnomaly implements Anomaly {
    /** Where a request or a status should begin is something else (RFC 9112 3, 4). */
    BAD_START_LINE(true),
    /** The content length is no number, or there are two that differ (RFC 9112 6.3). */
    BAD_CONTENT_LENGTH(true),
    /** The size of a chunk is no hexadecimal number (RFC 9112 7.1). */
    BAD_CHUNK_SIZE(true),
    /** Both a length and chunks are announced, the way requests are smuggled (RFC 9112 6.1). */
    LENGTH_AND_CHUNKED(false),
    /** A line is longer than the limit. */
    LINE_TOO_LONG(false),
    /** More header fields than the limit; the others are not read. */
    TOO_MANY_HEADERS(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** An answer nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    HttpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return HttpDecoder.PROTOCOL;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
