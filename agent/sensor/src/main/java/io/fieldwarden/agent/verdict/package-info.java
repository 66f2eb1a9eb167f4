/**
 * In: what people decided about situations, by the keys of their alerts. Out: whether a situation is allowed or muted at a
 * moment of traffic time; a readable file that is only appended to. Never: clocks, opinions on what is bad.
 */
@NullMarked
package io.fieldwarden.agent.verdict;

import org.jspecify.annotations.NullMarked;
