/**
 * In: findings of other detectors, and identity requests between them. Out: findings about what they are together. Never: a
 * verdict on a single observation.
 */
@NullMarked
package io.fieldwarden.agent.detect.incident;

import org.jspecify.annotations.NullMarked;
