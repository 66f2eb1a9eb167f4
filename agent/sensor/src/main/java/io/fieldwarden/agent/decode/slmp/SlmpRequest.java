package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was read; immutable, so that a repeated one is kept.
 *
 * @param device code of the device read or written, -1 if it names no run of a known one
 * @param items words, or points if {@code bits}
 * @param written the values it writes, if it does
 */
record SlmpRequest(
        int code,
        Operation operation,
        int device,
        int items,
        boolean bits,
        @Nullable Values written) {}
