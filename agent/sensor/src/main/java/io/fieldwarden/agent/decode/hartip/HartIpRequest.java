package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.observation.Operation;

/**
 * A request as it was read.
 *
 * @param code number of the HART command, -1 for a message of the session
 */
record HartIpRequest(int code, Operation operation) {}
