package io.fieldwarden.agent.contract.catalogue;

import io.avaje.jsonb.Json;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Technique;
import java.util.List;

/**
 * What is known of a type of alert before any is raised.
 *
 * @param id for instance {@code ot.unauthorised-write}
 * @param engine id of the family
 * @param title what happened, in a few words
 * @param severity how bad it is if it is true, unless a detector knows better
 * @param priority {@code P0} or {@code P1}: in which order types are built
 * @param techniques ATT&amp;CK for ICS techniques it may be part of
 * @param evidence what in the traffic shows it, and the default threshold
 * @param meaning why it matters, in words an operator understands
 * @param advice what to do, safely beside a running plant, step by step
 */
@Json
public record AlertType(
        String id,
        String engine,
        String title,
        Severity severity,
        String priority,
        List<Technique> techniques,
        String evidence,
        String meaning,
        List<String> advice) {
    public AlertType {
        techniques = List.copyOf(techniques);
        advice = List.copyOf(advice);
    }
}
