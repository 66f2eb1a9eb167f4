/**
 * In: the datagrams of TFTP requests and of the transfers they begin. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.tftp;

import org.jspecify.annotations.NullMarked;
