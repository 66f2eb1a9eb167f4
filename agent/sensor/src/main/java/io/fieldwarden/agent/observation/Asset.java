package io.fieldwarden.agent.observation;

/**
 * A device as the traffic shows it.
 *
 * @param address its network address, or its MAC address where it has no other
 * @param mac its hardware address in the low 48 bits, {@link Endpoint#NO_MAC} if not seen on this segment
 */
public record Asset(Address address, long mac) {}
