package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of S7comm, S7comm-plus and the transport below them that traffic can break. */
enum S7Anomaly implements Anomaly {
    /** Bytes that are no TPKT with a COTP PDU where one must begin (RFC 1006 clause 6). */
    BAD_TPKT(true),
    /** A COTP PDU other than those of class 0 that S7 uses (X.224 clause 13). */
    UNEXPECTED_COTP_PDU(false),
    /** A message longer than the limit when put together from its parts. */
    OVERLONG_MESSAGE(true),
    /** Neither S7comm nor S7comm-plus. */
    UNKNOWN_PROTOCOL_ID(true),
    /** Header, parameter and data lengths contradict the length of the message. */
    LENGTH_MISMATCH(true),
    /** A message kind (ROSCTR) that does not exist. */
    UNKNOWN_ROSCTR(false),
    /** A function code that is not known. */
    UNKNOWN_FUNCTION(false),
    /** The parameters end before the fields of the function do. */
    PARAMETER_TOO_SHORT(true),
    /** An address of an item that cannot be read. */
    BAD_ITEM(true),
    /** The data ends before its items do. */
    DATA_TOO_SHORT(true),
    /** More or fewer values or return codes than items were asked for. */
    ITEM_COUNT_MISMATCH(false),
    /** An answer to another function than was asked. */
    RESPONSE_MISMATCH(false),
    /** An answer nobody asked for, or a second or late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    S7Anomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return S7Decoder.PROTOCOL;
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
