/**
 * In: PROFINET frames on Ethernet and datagrams of its connection manager. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.profinet;

import org.jspecify.annotations.NullMarked;
