package io.fieldwarden.agent.decode.sparkplug;

/**
 * What Sparkplug may cost, for all edge nodes of a lane together where nothing else is said.
 *
 * @param bytesMax longest payload read
 * @param metricsMax metrics told per payload, the members of templates among them; the rest is counted as omitted
 * @param elementsMax elements told of one array or data set; the rest is counted as omitted
 * @param nestingMax deepest nesting of templates
 * @param textCharsMax longest text kept: metric names, units, values; longer ones are cut
 * @param nodesMax edge nodes remembered; the one unused for longest is forgotten first
 * @param knownMax metrics remembered per edge node, its devices included
 * @param devicesMax devices remembered per edge node
 * @param flowsMax flows per edge node whose sequence is followed
 * @param findingsMax broken rules told per payload
 */
public record SparkplugLimits(
        int bytesMax,
        int metricsMax,
        int elementsMax,
        int nestingMax,
        int textCharsMax,
        int nodesMax,
        int knownMax,
        int devicesMax,
        int flowsMax,
        int findingsMax) {

    /** What the agent uses. */
    public static final SparkplugLimits DEFAULT = new SparkplugLimits(1 << 20, 1024, 64, 4, 255, 256, 2048, 256, 16, 8);

    public SparkplugLimits {
        if (bytesMax < 64 || metricsMax < 1 || elementsMax < 1 || nestingMax < 1 || textCharsMax < 16) {
            throw new IllegalArgumentException("limits too small to read anything: " + bytesMax
                    + " bytes (expected 64 or more), " + metricsMax + " metrics (1), " + elementsMax
                    + " elements (1), nesting " + nestingMax + " (1), texts of " + textCharsMax + " (16)");
        }
        if (nodesMax < 1 || knownMax < 1 || devicesMax < 1 || flowsMax < 1 || findingsMax < 1) {
            throw new IllegalArgumentException("limits too small to remember anything: " + nodesMax + " nodes, "
                    + knownMax + " metrics, " + devicesMax + " devices, " + flowsMax + " flows, " + findingsMax
                    + " findings; expected 1 or more");
        }
    }
}
