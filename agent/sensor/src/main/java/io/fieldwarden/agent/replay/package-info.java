/**
 * In: observations, alerts. Out: JSON Lines on a stream, byte-identical from run to run, and progress for a person.
 * Never: a clock in what is written.
 */
@NullMarked
package io.fieldwarden.agent.replay;

import org.jspecify.annotations.NullMarked;
