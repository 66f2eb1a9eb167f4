/**
 * In: what rooms count. Out: the Prometheus endpoint.
 * Never: a figure nobody can act on.
 */
@NullMarked
package io.fieldwarden.collector.telemetry;

import org.jspecify.annotations.NullMarked;
