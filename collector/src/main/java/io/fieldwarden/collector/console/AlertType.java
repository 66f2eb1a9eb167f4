package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Technique;
import java.util.List;

/**
 * A type of alert, as the catalogue has it.
 *
 * @param id for instance {@code ot.unauthorised-write}
 * @param title in words
 * @param severity it usually has
 * @param techniques ATT&amp;CK for ICS techniques it may be part of
 */
public record AlertType(String id, String title, Severity severity, List<Technique> techniques) {
    public AlertType {
        techniques = List.copyOf(techniques);
    }
}
