package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the connection manager and of connectionless RPC that traffic can break (IEC 61158-6-10, 4.10; DCE 1.1 RPC, 12). */
enum CmAnomaly implements Anomaly {
    /** The datagram ends before the header of 80 bytes does. */
    HEADER_TOO_SHORT(true),
    /** The fragment's length goes past the datagram. */
    LENGTH_OVER_DATAGRAM(true),
    /** The arguments end before their five fixed numbers do. */
    ARGUMENTS_TOO_SHORT(true),
    /** ArgsLength goes past the data. */
    ARGUMENTS_OVER_DATA(true),
    /** A block goes past the arguments. */
    BLOCK_OVER_ARGUMENTS(true),
    /** A block is shorter than its type needs. */
    BLOCK_TOO_SHORT(true),
    /** An operation number that the interface does not define. */
    UNKNOWN_OPERATION(false),
    /** A packet type that connectionless RPC does not define. */
    UNKNOWN_PACKET_TYPE(false),
    /** A fragment is missing, or there is more of it than the limit. */
    FRAGMENTS_LOST(false),
    /** More calls open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    CmAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return CmDecoder.PROTOCOL;
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
