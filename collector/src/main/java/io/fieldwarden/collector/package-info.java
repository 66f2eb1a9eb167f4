/**
 * In: a configuration. Out: a running collector: the rooms built by hand in flow order.
 * Never: storing, showing or sending; the rooms do that.
 */
@NullMarked
package io.fieldwarden.collector;

import org.jspecify.annotations.NullMarked;
