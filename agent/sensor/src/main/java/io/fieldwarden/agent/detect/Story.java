package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says beyond its type.
 *
 * @param expected what is normal
 * @param seen what was seen instead
 * @param confidence from 0 (a guess) to 1 (certain)
 * @param operation the operation it is about, if there is one
 */
public record Story(
        Expectation expected,
        Sighting seen,
        double confidence,
        @Nullable OperationSeen operation) {

    /** A rule that needs no learning, and what broke it. */
    public static Story rule(String rule, String seen, double confidence) {
        return new Story(new Expectation(rule, List.of(), 0, null), new Sighting(seen, List.of()), confidence, null);
    }

    /** Something unlike what was learned. */
    public static Story unlearned(Expectation expected, String seen, double confidence) {
        return new Story(expected, new Sighting(seen, List.of()), confidence, null);
    }

    /** The same with the values seen. */
    public Story values(List<String> values) {
        return new Story(expected, new Sighting(seen.summary(), values), confidence, operation);
    }

    /** The same about an operation. */
    public Story about(OperationSeen what) {
        return new Story(expected, seen, confidence, what);
    }
}
