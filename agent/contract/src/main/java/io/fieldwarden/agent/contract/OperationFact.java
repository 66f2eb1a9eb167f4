package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * The decoded operation an alert is about.
 *
 * @param name the protocol's own name of it, for instance {@code write_multiple_registers}
 * @param access READ, WRITE, EXECUTE, CONFIGURE, IDENTIFY, PUBLISH or SUBSCRIBE
 * @param target what it was applied to, in words, for instance {@code unit 1 holding-register:9..12}
 * @param outcome {@code succeeded}, {@code refused (…)}, {@code unanswered} or {@code one-way}
 * @param details further decoded fields in the order of the wire
 */
@Json
public record OperationFact(String name, String access, String target, String outcome, List<Detail> details) {
    public OperationFact {
        details = List.copyOf(details);
    }
}
