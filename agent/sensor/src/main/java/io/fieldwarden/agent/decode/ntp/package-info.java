/**
 * In: the datagrams of an NTP conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.ntp;

import org.jspecify.annotations.NullMarked;
