/**
 * In: observations. Out: alerts.
 * Never: clocks, bytes, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect;

import org.jspecify.annotations.NullMarked;
