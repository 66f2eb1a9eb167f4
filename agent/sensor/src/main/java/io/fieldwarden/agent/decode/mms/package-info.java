/**
 * In: the bytes of both directions of an MMS association. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.mms;

import org.jspecify.annotations.NullMarked;
