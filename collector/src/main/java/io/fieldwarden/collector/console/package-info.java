/**
 * In: requests of people's browsers. Out: the store and the fleet as JSON, and the pages that show it.
 * Never: a way in for agents; a decision of its own about an alert.
 */
@NullMarked
package io.fieldwarden.collector.console;

import org.jspecify.annotations.NullMarked;
