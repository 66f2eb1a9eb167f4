/**
 * In: the bytes of both directions of an Omron FINS conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.fins;

import org.jspecify.annotations.NullMarked;
