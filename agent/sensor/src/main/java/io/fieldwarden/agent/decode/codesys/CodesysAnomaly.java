package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of CODESYS that traffic can break. */
public enum CodesysAnomaly implements Anomaly {
    /** A block whose length cannot be: nothing after it can be found. */
    BAD_BLOCK_LENGTH(true),
    /** Bytes where a block should begin. */
    BAD_MAGIC(true),
    /** A datagram whose header reaches beyond its end. */
    TRUNCATED_HEADER(true),
    /** A datagram service that does not exist. */
    UNKNOWN_DATAGRAM_SERVICE(false),
    /** A channel command that does not exist. */
    UNKNOWN_CHANNEL_COMMAND(false),
    /** Lengths inside the names of a node that reach beyond the message. */
    BAD_NODE_INFO(false),
    /** A header of a service whose length contradicts its protocol. */
    BAD_SERVICE_HEADER(false),
    /** More requests open than the limit. */
    TOO_MANY_OPEN(false);

    private final boolean malformed;

    CodesysAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return CodesysDecoder.PROTOCOL;
    }

    @Override
    public String code() {
        return Anomaly.codeOf(this);
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
