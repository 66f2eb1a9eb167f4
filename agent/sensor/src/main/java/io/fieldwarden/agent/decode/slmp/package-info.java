/**
 * In: the bytes of both directions of an SLMP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.slmp;

import org.jspecify.annotations.NullMarked;
