package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes an alert is kept as. */
final class AlertForm {
    private static final Logger LOG = LoggerFactory.getLogger(AlertForm.class);

    private AlertForm() {}

    /** Its JSON; without its evidence if it would be too large. */
    static byte[] json(Alert alert) {
        byte[] json = ContractJson.bytes(alert);
        if (json.length > SpoolLimits.ALERT_BYTES_MAX && alert.evidence() != null) {
            LOG.warn("Spool: alert {} of {} bytes is too large, kept without its evidence", alert.type(), json.length);
            return ContractJson.bytes(alert.withEvidence(null));
        }
        return json;
    }
}
