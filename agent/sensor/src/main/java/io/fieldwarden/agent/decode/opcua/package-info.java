/**
 * In: the bytes of both directions of an OPC UA binary connection. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, passwords, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.opcua;

import org.jspecify.annotations.NullMarked;
