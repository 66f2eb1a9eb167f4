/**
 * In: what rooms count. Out: the Prometheus endpoint and the heartbeat's room reports.
 * Never: a figure nobody can act on.
 */
@NullMarked
package io.fieldwarden.agent.telemetry;

import org.jspecify.annotations.NullMarked;
