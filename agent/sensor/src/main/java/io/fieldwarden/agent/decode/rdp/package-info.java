/**
 * In: the bytes of both directions of a Remote Desktop connection. Out: who asks for it, how it is secured, and who the client is.
 * Never: secrets, contents, opinions, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.rdp;

import org.jspecify.annotations.NullMarked;
