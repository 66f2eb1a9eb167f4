/**
 * In: what an MQTT broker hands to a subscriber. Out: publications, through a bounded queue.
 * Never: a message published, no will either; a Paho type outside; Paho's own reconnecting.
 */
@NullMarked
package io.fieldwarden.agent.capture.broker;

import org.jspecify.annotations.NullMarked;
