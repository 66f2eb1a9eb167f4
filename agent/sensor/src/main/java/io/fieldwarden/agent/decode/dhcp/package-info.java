/**
 * In: the datagrams of a DHCP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.dhcp;

import org.jspecify.annotations.NullMarked;
