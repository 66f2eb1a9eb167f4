package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;

/**
 * An alert as it waits on disk.
 *
 * @param key its id
 * @param revision its revision
 * @param json the alert as one line of JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // read from disk and written to the wire, never compared
public record SpooledAlert(AlertKey key, int revision, byte[] json) {
    /** Reads the alert. */
    public Alert alert() {
        return ContractJson.read(json, Alert.class);
    }
}
