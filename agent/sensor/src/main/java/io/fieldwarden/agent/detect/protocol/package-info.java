/**
 * In: anomalies and refusals. Out: findings about malformed messages and bursts of exceptions.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.protocol;

import org.jspecify.annotations.NullMarked;
