/**
 * In: the wire, a file, a broker. Out: frames and publications with the time they were captured.
 * Never: knowledge of a protocol; sending anything into the plant.
 */
@NullMarked
package io.fieldwarden.agent.capture;

import org.jspecify.annotations.NullMarked;
