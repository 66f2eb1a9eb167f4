/**
 * In: the messages of a syslog sender. Out: operations, values, identities and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.syslog;

import org.jspecify.annotations.NullMarked;
