package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of OPC UA binary that traffic can break. */
enum OpcuaAnomaly implements Anomaly {
    /** Where a message should start there is none of its types (OPC 10000-6 7.1.2.2). */
    BAD_MESSAGE_TYPE(true),
    /** The message size leaves no room for the headers, or is beyond the limit. */
    BAD_MESSAGE_SIZE(true),
    /** Neither C, F nor A, or a chunk type the message may not have. */
    BAD_CHUNK_TYPE(true),
    /** The body ends before its fields do, or a length or count reaches over it. */
    BODY_TOO_SHORT(true),
    /** The body goes on after its fields. */
    BODY_TOO_LONG(false),
    /** Values inside values deeper than the limit. */
    NESTED_TOO_DEEP(true),
    /** A text longer than the standard allows it to be. */
    OVERLONG_TEXT(false),
    /** More chunks, or more bytes in them, than the limit. */
    TOO_MANY_CHUNKS(true),
    /** A chunk of another message before the one begun was complete. */
    INTERLEAVED_CHUNKS(true),
    /** The sequence number does not follow the one before (6.7.2.4). */
    SEQUENCE_NUMBER(false),
    /** A message names a secure channel that is not the one open here. */
    CHANNEL_MISMATCH(false),
    /** A message body is of a type that is no service. */
    UNKNOWN_SERVICE(false),
    /** The answer is of another service than the request. */
    RESPONSE_MISMATCH(false),
    /** An answer nobody asked for, or a second or late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** A request reuses the id of one that is still open. */
    DUPLICATE_REQUEST_ID(false),
    /** The answer has more or fewer results than were asked for; none are told. */
    RESULT_COUNT_MISMATCH(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    OpcuaAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return OpcuaDecoder.PROTOCOL;
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
