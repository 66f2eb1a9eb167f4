package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import org.jspecify.annotations.Nullable;

/** One direction: cuts it into heads, line by line, and skips bodies (RFC 9112 6, 7). */
final class HttpStream {
    /** Where in a message the stream is. */
    private enum Part {
        LOST,
        START,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILER,
        OPAQUE
    }

    /** What follows a head. */
    enum Body {
        NONE,
        AS_SAID,
        /** Everything to the end of the connection. */
        OPAQUE
    }

    /** Takes the heads of one direction. */
    interface Heads {
        /** Says what follows {@code head}. */
        Body head(Direction from, HttpHead head, boolean request);
    }

    private final Direction from;
    private final Heads heads;
    private final HttpFacts facts;
    private final HttpLimits limits;
    private Part part;
    private long skip;
    private @Nullable HttpHead head;
    private boolean request;

    HttpStream(Direction from, Heads heads, HttpFacts facts, HttpLimits limits, boolean lost) {
        this.from = from;
        this.heads = heads;
        this.facts = facts;
        this.limits = limits;
        part = lost ? Part.LOST : Part.START;
    }

    /** Nothing of this direction is read from now on. */
    void opaque() {
        part = Part.OPAQUE;
    }

    boolean isOpaque() {
        return part == Part.OPAQUE;
    }

    int decode(Window bytes, long atNanos) {
        int at = 0;
        int length = bytes.length();
        while (at < length) {
            int step = step(bytes, at, atNanos);
            if (step == Verdict.MALFORMED) {
                return step;
            }
            if (step <= 0) {
                return at > 0 ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        return Verdict.consumed(at);
    }

    private int step(Window bytes, int at, long atNanos) {
        int left = bytes.length() - at;
        if (part == Part.OPAQUE) {
            return left;
        }
        if (part == Part.LOST) {
            return found(bytes, at);
        }
        if (part == Part.BODY) {
            int skipped = (int) Math.min(skip, left);
            skip -= skipped;
            if (skip == 0) {
                part = part(head);
            }
            return skipped;
        }
        int end = at;
        while (end < bytes.length() && bytes.u8(end) != '\n') {
            end++;
        }
        if (end - at > limits.lineBytes()) {
            facts.anomaly(
                    HttpAnomaly.LINE_TOO_LONG, "line of over " + limits.lineBytes() + " bytes, expected less", atNanos);
            return Verdict.MALFORMED;
        }
        if (end == bytes.length()) {
            return Verdict.need(1);
        }
        int size = end - at;
        if (size > 0 && bytes.u8(end - 1) == '\r') {
            size--;
        }
        return line(bytes, at, size, atNanos) ? end + 1 - at : Verdict.MALFORMED;
    }

    /** After a body or a chunk. */
    private static Part part(@Nullable HttpHead of) {
        return of != null && of.chunked ? Part.CHUNK_END : Part.START;
    }

    /** Looks for the next start line, at the beginning of a segment or of a line. */
    private int found(Window bytes, int from) {
        for (int at = from; at < bytes.length(); at++) {
            boolean begins = at == from || bytes.u8(at - 1) == '\n';
            if (begins && (HttpStartLine.isStatus(bytes, at) || HttpStartLine.request(bytes, at) == Recognition.YES)) {
                part = Part.START;
                return at == from ? step(bytes, at, 0) : at - from;
            }
        }
        return bytes.length() - from;
    }

    private boolean line(Window bytes, int at, int size, long atNanos) {
        switch (part) {
            case START -> {
                return size == 0 || start(bytes, at, size, atNanos); // RFC 9112 2.2: empty lines before are let pass
            }
            case HEADERS -> {
                return size == 0 ? body(atNanos) : header(bytes, at, size, atNanos);
            }
            case CHUNK_SIZE -> {
                return chunk(bytes, at, size, atNanos);
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case TRAILER -> part = size == 0 ? Part.START : Part.TRAILER;
            default -> {}
        }
        return true;
    }

    private boolean start(Window bytes, int at, int size, long atNanos) {
        HttpHead begun = new HttpHead(atNanos);
        String text = bytes.latin1(at, size);
        int blank = text.indexOf(' ');
        if (HttpStartLine.isStatus(bytes, at) && size >= 12) {
            request = false;
            begun.first = text.substring(5, 8);
            begun.status = (text.charAt(9) - '0') * 100 + (text.charAt(10) - '0') * 10 + text.charAt(11) - '0';
            begun.target = facts.cut(size > 13 ? text.substring(13) : "");
        } else if (blank > 0 && blank <= 32 && text.contains(" HTTP/")) {
            request = true;
            int last = text.lastIndexOf(" HTTP/");
            begun.first = text.substring(0, blank);
            begun.target = HttpTarget.shown(last > blank ? text.substring(blank + 1, last) : "");
            begun.version = facts.cut(text.substring(last + 6));
        } else {
            facts.anomaly(
                    HttpAnomaly.BAD_START_LINE, "line of " + size + " bytes, expected a request or a status", atNanos);
            return false;
        }
        head = begun;
        part = Part.HEADERS;
        return true;
    }

    private boolean header(Window bytes, int at, int size, long atNanos) {
        HttpHead current = head;
        if (current == null) {
            return false;
        }
        if (++current.headers > limits.headers()) {
            if (current.headers == limits.headers() + 1) {
                String detail = "more than " + limits.headers() + " header fields, expected less";
                facts.anomaly(HttpAnomaly.TOO_MANY_HEADERS, detail, atNanos);
            }
            return true;
        }
        int colon = at;
        while (colon < at + size && bytes.u8(colon) != ':') {
            colon++;
        }
        if (colon < at + size && colon - at <= 64) {
            String value = bytes.latin1(colon + 1, at + size - colon - 1).strip();
            current.field(bytes.latin1(at, colon - at).strip(), value, facts);
        }
        return true;
    }

    /** The head is whole. */
    private boolean body(long atNanos) {
        HttpHead whole = head;
        if (whole == null) {
            return false;
        }
        Body body = heads.head(from, whole, request);
        if (whole.chunked && whole.contentLength >= 0) {
            String detail = "content length " + whole.contentLength + " and chunks, expected one of them";
            facts.anomaly(HttpAnomaly.LENGTH_AND_CHUNKED, detail, atNanos);
        }
        if (body == Body.OPAQUE) {
            part = Part.OPAQUE;
        } else if (body == Body.NONE) {
            part = Part.START;
        } else if (whole.chunked) {
            part = Part.CHUNK_SIZE;
        } else if (whole.contentLength == HttpHead.BAD_LENGTH) {
            facts.anomaly(
                    HttpAnomaly.BAD_CONTENT_LENGTH,
                    "content length that is no number or two that differ, expected one",
                    atNanos);
            return false;
        } else if (whole.contentLength > 0) {
            skip = whole.contentLength;
            part = Part.BODY;
        } else {
            boolean none = request || whole.contentLength == 0;
            part = none ? Part.START : Part.OPAQUE; // RFC 9112 6.3: to the end of the connection
        }
        return true;
    }

    private boolean chunk(Window bytes, int at, int size, long atNanos) {
        long length = 0;
        int digits = 0;
        while (digits < size && digits <= 8 && Character.digit(bytes.u8(at + digits), 16) >= 0) {
            length = (length << 4) | Character.digit(bytes.u8(at + digits), 16);
            digits++;
        }
        boolean ends = digits == size || bytes.u8(at + digits) == ';' || bytes.u8(at + digits) == ' ';
        if (digits == 0 || digits > 8 || !ends) {
            facts.anomaly(
                    HttpAnomaly.BAD_CHUNK_SIZE,
                    "chunk size of " + digits + " digits, expected 1 to 8 and the end of the line",
                    atNanos);
            return false;
        }
        skip = length;
        part = length == 0 ? Part.TRAILER : Part.BODY;
        return true;
    }

    void gap(long missing) {
        if (part == Part.BODY && skip > missing) {
            skip -= missing;
        } else if (part == Part.BODY && skip == missing) {
            skip = 0;
            part = part(head);
        } else if (part != Part.OPAQUE) {
            part = Part.LOST;
            head = null;
        }
    }
}
