/**
 * In: the bytes of both directions of a TLS connection. Out: its handshake, alerts and certificates as facts.
 * Never: keys, contents, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.tls;

import org.jspecify.annotations.NullMarked;
