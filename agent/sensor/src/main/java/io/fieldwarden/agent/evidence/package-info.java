/**
 * In: every frame, copied once. Out: the bytes decoders read in place; pcapng slices of the packets around a sighting.
 * Never: an allocation per frame; a packet older than the ring remembers.
 */
@NullMarked
package io.fieldwarden.agent.evidence;

import org.jspecify.annotations.NullMarked;
