/**
 * In: connections and refused operations. Out: findings about sweeps over ports, addresses and function codes.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.scan;

import org.jspecify.annotations.NullMarked;
