package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of Sparkplug 3.0 that payloads can break; clauses in brackets are its conformance identifiers. */
public enum SparkplugAnomaly implements Anomaly {
    /** The payload is not a message of Sparkplug B (6.4). */
    MALFORMED_PAYLOAD(true),
    /** A sequence number that does not follow the one before [tck-id-payloads-sequence-num-incrementing]. */
    SEQUENCE_GAP(false),
    /** A sequence number over 255 [tck-id-payloads-sequence-num-always-included]. */
    SEQUENCE_OUT_OF_RANGE(false),
    /** A birth or data message without sequence number [tck-id-payloads-sequence-num-always-included]. */
    SEQUENCE_MISSING(false),
    /** A death that belongs to another session than the last birth [tck-id-payloads-ndeath-bdseq]. */
    BDSEQ_MISMATCH(false),
    /** A birth or death of an edge node without {@code bdSeq} [tck-id-payloads-nbirth-bdseq]. */
    BDSEQ_MISSING(false),
    /** An alias that the last birth did not introduce [tck-id-payloads-alias-data-cmd-requirement]. */
    ALIAS_UNKNOWN(false),
    /** One alias for two metrics of an edge node [tck-id-payloads-alias-uniqueness]. */
    ALIAS_REUSED(false),
    /** A metric of a birth without name [tck-id-payloads-name-birth-data-requirement]. */
    NAME_MISSING(false),
    /** A data type that does not exist, or none in a birth [tck-id-payloads-metric-datatype-value]. */
    DATATYPE_INVALID(false),
    /** A host's state that is neither JSON with {@code online} nor ONLINE or OFFLINE (6.4.26). */
    STATE_INVALID(false);

    private final boolean malformed;

    SparkplugAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SparkplugDecoder.FORMAT;
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
