/**
 * In: the bytes of both directions of a DNS or multicast DNS conversation. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.dns;

import org.jspecify.annotations.NullMarked;
