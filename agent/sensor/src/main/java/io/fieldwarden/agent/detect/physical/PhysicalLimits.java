package io.fieldwarden.agent.detect.physical;

/**
 * What following the physical process may take.
 *
 * @param runsMax runs of points that are followed at a time; the one not seen for longest goes
 * @param runPointsMax points of one run that are followed, the first ones
 * @param devicePointsMax points of one device that are asked whether the whole device stands still
 * @param alertPointsMax points of one device that have an alert each; more share one
 */
record PhysicalLimits(int runsMax, int runPointsMax, int devicePointsMax, int alertPointsMax) {
    static final PhysicalLimits DEFAULT = new PhysicalLimits(8192, 2048, 256, 4);
}
