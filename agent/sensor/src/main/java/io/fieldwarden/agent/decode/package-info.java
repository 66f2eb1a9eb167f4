/**
 * In: frames and the bytes of connections. Out: observations.
 * Never: opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode;

import org.jspecify.annotations.NullMarked;
