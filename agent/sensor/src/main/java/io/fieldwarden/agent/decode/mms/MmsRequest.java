package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.observation.Operation;
import java.util.List;

/**
 * What was asked.
 *
 * @param service number of the confirmed service
 * @param operation the same as an operation
 * @param names variables concerned, as far as they were read
 * @param written what a write writes, told when it succeeded
 * @param variables how many variables or values the request has, -1 if it does not say
 */
record MmsRequest(int service, Operation operation, List<String> names, List<MmsData.Leaf> written, int variables) {}
