package io.fieldwarden.agent.decode.enip;

/**
 * What all connections of a lane share.
 *
 * @param repeats requests read before
 * @param links CIP connections that are open
 */
record EnipShared(EnipRepeats repeats, EnipLinks links) {}
