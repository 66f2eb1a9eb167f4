/**
 * In: a configuration. Out: a running agent, or a replay: the rooms built by hand in flow order.
 * Never: decoding, judging or sending; the rooms do that.
 */
@NullMarked
package io.fieldwarden.agent;

import org.jspecify.annotations.NullMarked;
