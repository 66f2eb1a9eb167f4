/**
 * In: the bytes of both directions of a C37.118.2 conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.c37118;

import org.jspecify.annotations.NullMarked;
