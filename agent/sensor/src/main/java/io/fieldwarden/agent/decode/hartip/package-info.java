/**
 * In: the bytes of both directions of a HART-IP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.hartip;

import org.jspecify.annotations.NullMarked;
