/**
 * In: changes of the store, read after the sink's own durable cursor. Out: deliveries, at least once, in order.
 * Never: holding up the store or another sink.
 */
@NullMarked
package io.fieldwarden.collector.sink;

import org.jspecify.annotations.NullMarked;
