/**
 * In: the bytes of both directions of an HTTP/1 connection. Out: requests with their status, and who serves.
 * Never: credentials, bodies, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.http;

import org.jspecify.annotations.NullMarked;
