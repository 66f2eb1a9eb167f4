package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;

/**
 * What waits on the agent's disk.
 *
 * @param alerts alerts not yet receipted
 * @param bytes bytes they take
 * @param bytesMax the limit
 * @param dropped alerts given up since the spool was created because it was full
 */
@Json
public record SpoolReport(long alerts, long bytes, long bytesMax, long dropped) {}
