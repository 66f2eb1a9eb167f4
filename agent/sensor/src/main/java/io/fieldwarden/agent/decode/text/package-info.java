/**
 * In: payloads that are of no richer format. Out: one short text.
 * Never: binary data taken for text.
 */
@NullMarked
package io.fieldwarden.agent.decode.text;

import org.jspecify.annotations.NullMarked;
