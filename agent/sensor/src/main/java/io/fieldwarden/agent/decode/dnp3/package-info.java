/**
 * In: the bytes of both directions of a DNP3 connection, or its datagrams. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.dnp3;

import org.jspecify.annotations.NullMarked;
