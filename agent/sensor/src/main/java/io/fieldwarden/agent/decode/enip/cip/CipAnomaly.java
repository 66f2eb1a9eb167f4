package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of CIP that traffic can break. */
public enum CipAnomaly implements Anomaly {
    /** The message ends before the fields its service needs. */
    MESSAGE_TOO_SHORT(true),
    /** A path goes past its end, or past the message (Vol 1, appendix C-1). */
    PATH_TOO_SHORT(true),
    /** A segment the standard reserves, or whose form we do not know. */
    UNKNOWN_SEGMENT(false),
    /** Offsets of a multiple service packet that point outside of it, or backwards (Vol 1, appendix ). */
    BAD_SERVICE_OFFSETS(true),
    /** A multiple service packet with more services than the limit. */
    TOO_MANY_SERVICES(false),
    /** Services inside services, deeper than the limit. */
    NESTED_TOO_DEEP(false),
    /** Fewer or more bytes of values than elements and type ask for. */
    VALUE_SIZE_MISMATCH(false),
    /** The answer is to another service than was asked. */
    RESPONSE_MISMATCH(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    CipAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return "enip";
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
