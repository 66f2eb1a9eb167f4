/**
 * In: YAML files people wrote. Out: checked records, or one clear error with line, column, key and what was expected.
 * Never: knowledge of what a key means.
 */
@NullMarked
package io.fieldwarden.config;

import org.jspecify.annotations.NullMarked;
