package io.fieldwarden.agent.detect;

/**
 * Who raises the alerts.
 *
 * @param agent the agent's name
 * @param site where it stands
 */
public record AgentIdentity(String agent, String site) {}
