package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was read.
 *
 * @param code service request code, -1 for the beginning of a session
 * @param segment segment selector of a memory service, -1 for the others
 * @param count elements a memory service names
 * @param written the words it writes, if it does
 */
record GeSrtpRequest(
        int code,
        Operation operation,
        int segment,
        int count,
        @Nullable Values written) {}
