/**
 * In: connections and identities. Out: findings about new assets, new conversations, new services.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.communication;

import org.jspecify.annotations.NullMarked;
