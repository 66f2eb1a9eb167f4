/**
 * In: IPv4 and IPv6 packets. Out: whole transport segments, fragments put together, tunnels opened.
 * Never: trust in a length field, a fragment kept for ever.
 */
@NullMarked
package io.fieldwarden.agent.decode.ip;

import org.jspecify.annotations.NullMarked;
