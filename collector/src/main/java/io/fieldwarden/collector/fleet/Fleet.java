package io.fieldwarden.collector.fleet;

import io.fieldwarden.agent.contract.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All agents that ever enrolled. */
public interface Fleet {

    /** Every agent, by name. */
    List<AgentView> agents();

    /** The agent of that name, if it ever enrolled. */
    Optional<AgentView> agent(String name);

    /** Notes that {@code agent} sent its heartbeat. */
    void heard(String agent, Heartbeat heartbeat, Instant at);

    /**
     * Revokes every certificate of {@code agent}, at once; it may come back only with a new join token that allows it.
     *
     * @param by who revoked it, for the record
     * @return false if no such agent has a valid certificate
     */
    boolean revoke(String agent, String by, Instant at);
}
