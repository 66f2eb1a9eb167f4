/**
 * In: a capture, held in memory. Out: how many packets a second one core decodes, and what that allocates.
 * Never: an assertion about time.
 */
@NullMarked
package io.fieldwarden.agent.bench;

import org.jspecify.annotations.NullMarked;
