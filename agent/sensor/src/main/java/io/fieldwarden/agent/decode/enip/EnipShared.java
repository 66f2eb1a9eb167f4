package io.fieldwarden.agent.decode.enip;

/**
 * What all connections of a lane share.
 *
 * @param repeats requests read before
 * @param links CIP connections that are open
 * @param carriers what requests were carried by
 */
record EnipShared(EnipRepeats repeats, EnipLinks links, EnipCarriers carriers) {}
