/**
 * In: the bytes of both directions of a Telnet connection. Out: what the ends negotiated, and how log-ins went.
 * Never: passwords, contents, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.telnet;

import org.jspecify.annotations.NullMarked;
