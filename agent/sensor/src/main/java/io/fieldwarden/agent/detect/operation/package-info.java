/**
 * In: operations on controllers. Out: findings about who may do what to which points.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.operation;

import org.jspecify.annotations.NullMarked;
