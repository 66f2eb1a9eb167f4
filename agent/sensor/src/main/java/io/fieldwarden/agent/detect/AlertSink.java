package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Alert;

/** Where alerts and their later revisions go; called on the lane's thread. */
@FunctionalInterface
public interface AlertSink {
    void alert(Alert alert);
}
