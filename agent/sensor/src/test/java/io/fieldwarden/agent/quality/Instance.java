package io.fieldwarden.agent.quality;

/**
 * One attack that somebody carried out and wrote down.
 *
 * @param kind its class, in the words of the data's authors
 * @param fromNanos when it began, nanoseconds since 1970-01-01T00:00Z
 * @param toNanos when it ended
 */
record Instance(String kind, long fromNanos, long toNanos) {}
