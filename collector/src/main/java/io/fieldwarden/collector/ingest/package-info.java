/**
 * In: batches and heartbeats over mutual TLS. Out: alerts appended to the store, a receipt once they are durable.
 * Never: a receipt for what is not on disk; judging an alert.
 */
@NullMarked
package io.fieldwarden.collector.ingest;

import org.jspecify.annotations.NullMarked;
