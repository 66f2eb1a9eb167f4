package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of GOOSE that traffic can break (IEC 61850-8-1, clause 18 and annexes A and C). */
enum GooseAnomaly implements Anomaly {
    /** The frame ends before its header does. */
    HEADER_TOO_SHORT(true),
    /** The length field is shorter than the header or goes past the frame. */
    BAD_LENGTH(true),
    /** An element goes past the one around it, or a mandatory one is missing. */
    BAD_ENCODING(true),
    /** Neither a GOOSE nor a management PDU. */
    UNKNOWN_PDU(true),
    /** numDatSetEntries is not the number of values. */
    ENTRY_COUNT_MISMATCH(false),
    /** The state number goes back: the sender restarted, or somebody else sends in its name. */
    STATE_NUMBER_BACK(false),
    /** The sequence number goes back within a state. */
    SEQUENCE_NUMBER_BACK(false),
    /** Other values, but the same state number. */
    VALUES_WITHOUT_STATE(false),
    /** The configuration revision is another than before. */
    CONFIGURATION_CHANGED(false),
    /** The simulation bit of the header and the flag in the message contradict each other. */
    SIMULATION_MISMATCH(false),
    /** Data nested deeper than the limit. */
    TOO_DEEP(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    GooseAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return GooseDecoder.PROTOCOL;
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
