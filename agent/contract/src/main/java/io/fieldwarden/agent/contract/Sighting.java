package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What was seen instead of what was expected.
 *
 * @param summary one sentence
 * @param values the values seen, a bounded selection
 */
@Json
public record Sighting(String summary, List<String> values) {
    public Sighting {
        values = List.copyOf(values);
    }
}
