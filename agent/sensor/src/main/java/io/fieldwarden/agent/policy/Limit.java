package io.fieldwarden.agent.policy;

/**
 * What may be written to points, whoever writes.
 *
 * @param target whose points
 * @param points which
 * @param min smallest value allowed
 * @param max largest value allowed
 */
public record Limit(Place target, PointRange points, double min, double max) {
    public Limit {
        if (!(min <= max)) {
            throw new IllegalArgumentException("limit " + min + " to " + max + ", expected the smaller value first");
        }
    }

    /** Whether a value is allowed; what is no number is not judged. */
    public boolean allows(double value) {
        return Double.isNaN(value) || (min <= value && value <= max);
    }
}
