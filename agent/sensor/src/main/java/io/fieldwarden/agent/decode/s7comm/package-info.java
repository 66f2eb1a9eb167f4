/**
 * In: the bytes of both directions of an S7comm or S7comm-plus connection. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, passwords, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.s7comm;

import org.jspecify.annotations.NullMarked;
