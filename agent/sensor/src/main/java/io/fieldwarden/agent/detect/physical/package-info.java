/**
 * In: values of points, of every protocol. Out: findings about a physical process that does not behave as learned.
 * Never: clocks, another family of detectors, knowledge of how a value was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.physical;

import org.jspecify.annotations.NullMarked;
