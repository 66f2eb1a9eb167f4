/** Tests of what people decided, and of its file. */
@NullMarked
package io.fieldwarden.agent.verdict;

import org.jspecify.annotations.NullMarked;
