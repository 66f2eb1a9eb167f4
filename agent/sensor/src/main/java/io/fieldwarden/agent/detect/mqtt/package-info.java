/**
 * In: MQTT operations. Out: findings about new clients, publishers and topics, broad subscriptions, logins.
 * Never: clocks, another family of detectors, knowledge of how a fact was decoded.
 */
@NullMarked
package io.fieldwarden.agent.detect.mqtt;

import org.jspecify.annotations.NullMarked;
