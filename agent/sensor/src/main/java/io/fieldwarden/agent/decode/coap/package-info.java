/**
 * In: the datagrams of a CoAP conversation. Out: operations and anomalies.
 * Never: opinions about them, payloads, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.coap;

import org.jspecify.annotations.NullMarked;
