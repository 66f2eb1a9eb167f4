/**
 * In: which hardware address speaks for which IP address. Out: findings about addresses that two devices claim.
 * Never: a packet of its own to find out who is right.
 */
@NullMarked
package io.fieldwarden.agent.detect.address;

import org.jspecify.annotations.NullMarked;
