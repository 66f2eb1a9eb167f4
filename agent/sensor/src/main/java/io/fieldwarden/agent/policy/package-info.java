/**
 * In: what the plant's engineers wrote down: zones and conduits, roles, safety devices, commands, limits, maintenance windows.
 * Out: answers to detectors: which zone is this, may he do that now, is this value within its limit. Never: learning, traffic,
 * opinions of its own.
 */
@NullMarked
package io.fieldwarden.agent.policy;

import org.jspecify.annotations.NullMarked;
