package io.fieldwarden.agent.detect;

import java.util.Set;
import java.util.function.Consumer;

/**
 * What raises an alert type, and a quiet twin that comes close.
 *
 * @param type the alert type
 * @param settings the settings both are judged by
 * @param joins alert types that this one joins: both raise them too
 * @param loud raises exactly one alert of that type and no other
 * @param quiet raises nothing
 */
record Scenario(
        String type, DetectSettings settings, Set<String> joins, Consumer<Traffic> loud, Consumer<Traffic> quiet) {
    /** Judged by the defaults. */
    Scenario(String type, Consumer<Traffic> loud, Consumer<Traffic> quiet) {
        this(type, DetectSettings.DEFAULT, loud, quiet);
    }

    Scenario(String type, DetectSettings settings, Consumer<Traffic> loud, Consumer<Traffic> quiet) {
        this(type, settings, Set.of(), loud, quiet);
    }

    @Override
    public String toString() {
        return type;
    }
}
