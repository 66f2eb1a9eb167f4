/**
 * In: captures made by others and what others say is in them. Out: how far the decoders agree.
 * Never: expectations of our own.
 */
@NullMarked
package io.fieldwarden.agent.conformance;

import org.jspecify.annotations.NullMarked;
