/**
 * In: CIP messages, as EtherNet/IP carries them. Out: operations, values, identities and anomalies.
 * Never: the encapsulation around them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.enip.cip;

import org.jspecify.annotations.NullMarked;
