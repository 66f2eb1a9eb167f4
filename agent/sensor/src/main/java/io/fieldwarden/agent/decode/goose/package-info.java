/**
 * In: GOOSE and sampled value frames of IEC 61850. Out: operations, values and anomalies.
 * Never: opinions about them, clocks, exceptions for malformed traffic.
 */
@NullMarked
package io.fieldwarden.agent.decode.goose;

import org.jspecify.annotations.NullMarked;
