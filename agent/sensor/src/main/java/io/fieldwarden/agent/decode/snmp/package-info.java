/**
 * In: the datagrams of an SNMP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.snmp;

import org.jspecify.annotations.NullMarked;
