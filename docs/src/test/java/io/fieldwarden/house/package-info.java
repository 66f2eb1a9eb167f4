/**
 * In: the whole project. Out: failing tests where the house is not as it is drawn, documented or promised.
 * Never: a rule that cannot fail; each was proved once by breaking it.
 */
@NullMarked
package io.fieldwarden.house;

import org.jspecify.annotations.NullMarked;
