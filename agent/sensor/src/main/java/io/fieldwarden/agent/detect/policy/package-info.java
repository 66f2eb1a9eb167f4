/**
 * In: observations, and the policy that the plant's engineers wrote. Out: findings about what the policy does not allow. Never:
 * learning.
 */
@NullMarked
package io.fieldwarden.agent.detect.policy;

import org.jspecify.annotations.NullMarked;
