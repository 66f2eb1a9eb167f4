/**
 * In: the launcher and what it needs, as a user has it. Out: proof that the parts work together.
 *
 * <p>Never: the product called from here: only processes, files and the public API (and the records of the configuration).
 */
@NullMarked
package io.fieldwarden.whole;

import org.jspecify.annotations.NullMarked;
