/** Targets of the Jazzer fuzzer: what coverage finds that chance does not. How to run it: {@code docs/developing/fuzzing.md}. */
@NullMarked
package io.fieldwarden.agent.fuzz;

import org.jspecify.annotations.NullMarked;
