/**
 * In: alerts from the lanes. Out: the same alerts, from disk, in order, until the collector has receipted them.
 * Never: more disk than its limit; an alert given up uncounted; a lane kept waiting for the disk.
 */
@NullMarked
package io.fieldwarden.agent.spool;

import org.jspecify.annotations.NullMarked;
