package io.fieldwarden.agent.decode.hartip;

/** Engineering units by their codes (TS20183, common table 2), those that transmitters commonly use. */
final class HartIpUnits {
    private static final String[] UNITS = new String[256];

    static {
        java.util.Arrays.fill(UNITS, "");
        put(1, "inH2O", "inHg", "ftH2O", "mmH2O", "mmHg", "psi", "bar", "mbar", "g/cm²", "kg/cm²", "Pa", "kPa", "torr");
        put(14, "atm", "ft³/min", "gal/min", "l/min", "impgal/min", "m³/h", "ft/s", "m/s", "gal/s");
        put(24, "l/s");
        put(28, "m³/s", "m³/d");
        put(32, "°C", "°F", "°R", "K", "mV", "Ω", "Hz", "mA", "gal", "l", "impgal", "m³", "ft", "m", "bbl", "in", "cm");
        put(49, "mm", "min", "s", "h", "d");
        put(57, "%", "V", "pH", "g", "kg", "t", "lb");
        put(66, "mS/cm", "µS/cm", "N");
        put(70, "g/s", "g/min", "g/h", "kg/s", "kg/min", "kg/h", "kg/d", "t/min", "t/h", "t/d");
        put(90, "SGU", "g/cm³", "kg/m³");
        put(237, "MPa");
    }

    private HartIpUnits() {}

    private static void put(int first, String... names) {
        System.arraycopy(names, 0, UNITS, first, names.length);
    }

    static String of(int code) {
        return code >= 250 ? "" : UNITS[code].isEmpty() ? "unit " + code : UNITS[code];
    }
}
