/**
 * In: nothing; these are the words. Out: policy-neutral facts, the first narrow waist.
 * Never: opinions, clocks, or knowledge of one protocol.
 */
@NullMarked
package io.fieldwarden.agent.observation;

import org.jspecify.annotations.NullMarked;
