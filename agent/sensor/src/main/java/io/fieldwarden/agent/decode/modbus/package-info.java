/**
 * In: the bytes of both directions of a Modbus/TCP connection. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.modbus;

import org.jspecify.annotations.NullMarked;
