/**
 * In: ticks with counts. Out: findings about silence and loss of the capture itself.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.sensor;

import org.jspecify.annotations.NullMarked;
