/**
 * In: labelled captures of others. Out: a table of what was found, missed and told for nothing.
 * Never: a label before the judgement is over; a parameter that is not the shipped default.
 */
@NullMarked
package io.fieldwarden.agent.quality;

import org.jspecify.annotations.NullMarked;
