/**
 * In: the bytes of both directions of a GE SRTP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.gesrtp;

import org.jspecify.annotations.NullMarked;
