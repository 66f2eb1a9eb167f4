/**
 * In: keys and numbers detectors ask about. Out: whether they are normal here, from how much, since when; a readable file.
 * Never: clocks, opinions on what is bad, knowledge of a protocol.
 */
@NullMarked
package io.fieldwarden.agent.baseline;

import org.jspecify.annotations.NullMarked;
