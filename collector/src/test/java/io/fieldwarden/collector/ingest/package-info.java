/** Tests of the agent port over real sockets. */
@NullMarked
package io.fieldwarden.collector.ingest;

import org.jspecify.annotations.NullMarked;
