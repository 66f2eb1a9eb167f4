/**
 * In: TCP segments, UDP datagrams, ICMP messages. Out: connections and their phases; bytes in order to protocol sessions.
 * Never: a port taken for a protocol, a buffer without a limit, a decoder's exception let through.
 */
@NullMarked
package io.fieldwarden.agent.decode.tcp;

import org.jspecify.annotations.NullMarked;
