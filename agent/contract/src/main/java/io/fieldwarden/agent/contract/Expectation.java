package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is normal here, and how we know.
 *
 * @param summary one sentence
 * @param values the learned values, a bounded selection
 * @param samples observations the profile was learned from, 0 for a rule that needs no learning
 * @param since traffic time of the first of them
 */
@Json
public record Expectation(
        String summary,
        List<String> values,
        long samples,
        @Nullable Instant since) {
    public Expectation {
        values = List.copyOf(values);
    }
}
