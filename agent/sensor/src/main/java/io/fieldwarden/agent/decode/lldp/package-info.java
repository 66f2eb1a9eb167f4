/**
 * In: frames of the Link Layer Discovery Protocol. Out: who sent them, and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.lldp;

import org.jspecify.annotations.NullMarked;
