/**
 * In: connections and the passing of time. Out: findings about how much and how often.
 * Never: a clock; only the time of the traffic counts.
 */
@NullMarked
package io.fieldwarden.agent.detect.rate;

import org.jspecify.annotations.NullMarked;
