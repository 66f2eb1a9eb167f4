/**
 * In: the bytes of both directions of an IEC 60870-5-104 connection. Out: operations, values and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.iec104;

import org.jspecify.annotations.NullMarked;
