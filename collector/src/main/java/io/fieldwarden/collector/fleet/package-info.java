/**
 * In: heartbeats. Out: how every agent is, and since when; who is silent.
 * Never: a command to an agent.
 */
@NullMarked
package io.fieldwarden.collector.fleet;

import org.jspecify.annotations.NullMarked;
