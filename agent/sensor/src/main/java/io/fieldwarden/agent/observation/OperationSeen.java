package io.fieldwarden.agent.observation;

/**
 * One request with its reply, reduced to intent; sent when the outcome is known.
 *
 * @param atNanos time of the request
 * @param connection the conversation
 * @param from which side asked
 * @param operation what was asked
 * @param outcome how it ended
 */
public record OperationSeen(long atNanos, Connection connection, Direction from, Operation operation, Outcome outcome)
        implements Observation {}
