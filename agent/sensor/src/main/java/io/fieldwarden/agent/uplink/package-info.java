/**
 * In: what waits in the spool. Out: batches and heartbeats to the collector; its receipts free the spool.
 * Never: an accepted connection; an alert forgotten before its receipt; giving up.
 */
@NullMarked
package io.fieldwarden.agent.uplink;

import org.jspecify.annotations.NullMarked;
