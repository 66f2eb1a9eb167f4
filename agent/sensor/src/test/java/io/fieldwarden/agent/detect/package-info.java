/** Scenarios of the detectors. */
@NullMarked
package io.fieldwarden.agent.detect;

import org.jspecify.annotations.NullMarked;
