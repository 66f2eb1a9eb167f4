/**
 * In: payloads under the topics of Sparkplug B. Out: metrics by stable names, births, deaths, commands and their effect.
 * Never: a library for protobuf, an allocation sized by a length field, a rule of order across two flows of one payload.
 */
@NullMarked
package io.fieldwarden.agent.decode.sparkplug;

import org.jspecify.annotations.NullMarked;
