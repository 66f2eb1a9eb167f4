package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of SMB that traffic can break. */
enum SmbAnomaly implements Anomaly {
    /** Not a message of the NetBIOS session service (RFC 1002 4.3.1). */
    BAD_SESSION_MESSAGE(true),
    /** The message does not begin as SMB 1, 2 or 3 does, or its header is broken (MS-SMB2 2.2.1, MS-CIFS 2.2.3). */
    BAD_HEADER(true),
    /** A message of a chain is outside, or overlaps the one before (MS-SMB2 2.2.1.2, MS-CIFS 2.2.3.4). */
    BAD_CHAIN(true),
    /** A field of a request or answer is outside its message. */
    BAD_FIELD(true),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** An answer nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    SmbAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SmbDecoder.PROTOCOL;
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
