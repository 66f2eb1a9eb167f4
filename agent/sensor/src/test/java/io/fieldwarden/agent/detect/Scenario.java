package io.fieldwarden.agent.detect;

import java.util.function.Consumer;

/**
 * What raises an alert type, and a quiet twin that comes close.
 *
 * @param type the alert type
 * @param loud raises exactly one alert of that type and no other
 * @param quiet raises nothing
 */
record Scenario(String type, Consumer<Traffic> loud, Consumer<Traffic> quiet) {
    @Override
    public String toString() {
        return type;
    }
}
