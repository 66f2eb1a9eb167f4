/**
 * In: the launcher and what it needs, as a user has it. Out: proof that the parts work together.
 *
 * <p>Never: a class of the product called from here; only processes, files and the public API.
 */
@NullMarked
package io.fieldwarden.whole;

import org.jspecify.annotations.NullMarked;
