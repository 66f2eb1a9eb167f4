/**
 * In: alerts, states, accounts, agents. Out: the one memory: durable, queryable, readable after a cursor.
 * Never: HTTP, certificates, formats of a SIEM.
 */
@NullMarked
package io.fieldwarden.collector.store;

import org.jspecify.annotations.NullMarked;
