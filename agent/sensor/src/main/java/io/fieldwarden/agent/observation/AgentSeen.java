package io.fieldwarden.agent.observation;

import java.util.List;

/**
 * How the agent itself is, so that its weakness is told like any other situation. Sent about once a minute of traffic time.
 *
 * @param atNanos the traffic time it is now
 * @param troubles what is switched off, full or damaged, a sentence each; empty when all is well
 * @param spoolBytes bytes of alerts that wait on disk
 * @param spoolBytesMax how many may wait
 * @param spoolDropped alerts given up since the spool was created
 */
public record AgentSeen(long atNanos, List<String> troubles, long spoolBytes, long spoolBytesMax, long spoolDropped)
        implements Observation {
    public AgentSeen {
        troubles = List.copyOf(troubles);
    }
}
