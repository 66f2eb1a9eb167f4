/**
 * In: a change of an alert. Out: the text a SIEM reads: CEF, LEEF, JSON.
 * Never: input or output; trusting a string a device supplied.
 */
@NullMarked
package io.fieldwarden.collector.sink.format;

import org.jspecify.annotations.NullMarked;
