/**
 * In: what the agent judged. Out: records with one JSON form, the same on the wire, in replay, in the API and in sinks.
 * Never: logic beyond checking its own fields; an import from another room.
 */
@NullMarked
package io.fieldwarden.agent.contract;

import org.jspecify.annotations.NullMarked;
