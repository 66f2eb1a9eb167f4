/**
 * In: events. Out: lines of JSON in a file that rotates by size.
 * Never: half a line after a restart.
 */
@NullMarked
package io.fieldwarden.collector.sink.file;

import org.jspecify.annotations.NullMarked;
