package io.fieldwarden.agent.observation;

/**
 * A run of consecutively addressed points of one device, or a single named point (ATT&amp;CK for ICS T0861).
 *
 * @param space what the addresses count in, for instance {@code 1/holding-register} (unit and table), or the whole name of
 *     a named point, for instance {@code line1/temp#/value} (topic and JSON pointer)
 * @param first address of the first point as on the wire, or -1 for a named point
 * @param count how many, at least 1
 */
public record Points(String space, long first, int count) {

    public Points {
        if (count < 1 || (first < 0 && count != 1)) {
            throw new IllegalArgumentException("points " + first + " x " + count + ", expected a run or one name");
        }
    }

    /** A single point that has a name instead of an address. */
    public static Points named(String name) {
        return new Points(name, -1, 1);
    }

    public boolean isNamed() {
        return first < 0;
    }

    /** Address of the last point of the run. */
    public long last() {
        return first + count - 1;
    }

    /** Stable name of one point of the run, for instance {@code 1/holding-register/9}. */
    public String name(int index) {
        return isNamed() ? space : space + "/" + (first + index);
    }

    @Override
    public String toString() {
        if (isNamed()) {
            return space;
        }
        return count == 1 ? space + "/" + first : space + "/" + first + ".." + last();
    }
}
