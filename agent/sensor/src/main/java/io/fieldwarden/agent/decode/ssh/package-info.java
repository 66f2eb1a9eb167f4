/**
 * In: the bytes of both directions of an SSH connection. Out: who speaks, how they agreed, and whether the log-in worked.
 * Never: contents, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.ssh;

import org.jspecify.annotations.NullMarked;
