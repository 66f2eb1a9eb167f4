/**
 * In: frames of any link type. Out: IP packets to the next layer, identities from ARP.
 * Never: a copy of the bytes, a table without a limit.
 */
@NullMarked
package io.fieldwarden.agent.decode.ethernet;

import org.jspecify.annotations.NullMarked;
