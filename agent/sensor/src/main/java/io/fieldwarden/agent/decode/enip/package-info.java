/**
 * In: the bytes of EtherNet/IP connections, and I/O datagrams. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.enip;

import org.jspecify.annotations.NullMarked;
