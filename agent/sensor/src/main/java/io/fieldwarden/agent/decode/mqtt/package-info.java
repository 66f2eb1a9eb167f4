/**
 * In: the bytes of MQTT connections and a broker's publications. Out: operations, values, identities and anomalies.
 * Never: user names or passwords beyond the call that reads them, opinions, clocks.
 */
@NullMarked
package io.fieldwarden.agent.decode.mqtt;

import org.jspecify.annotations.NullMarked;
