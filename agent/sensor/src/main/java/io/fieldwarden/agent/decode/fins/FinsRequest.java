package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was read; immutable, so that a repeated one is kept.
 *
 * @param code the command
 * @param area code of the memory area read or written, -1 if it names none
 * @param points what it reads or writes, if that is a run of points
 * @param written the values it writes, if it does
 */
record FinsRequest(
        int code,
        Operation operation,
        int area,
        @Nullable Points points,
        @Nullable Values written) {}
