/**
 * In: BACnet datagrams and frames (ASHRAE 135) of both directions. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.bacnet;

import org.jspecify.annotations.NullMarked;
