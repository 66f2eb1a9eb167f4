/** Tests of what is normal, and of its file. */
@NullMarked
package io.fieldwarden.agent.baseline;

import org.jspecify.annotations.NullMarked;
