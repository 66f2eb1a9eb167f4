package io.fieldwarden.agent.decode.json;

/** Numbers (RFC 8259, 6), read without an object where a double holds the digits exactly. */
final class JsonNumber {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT_MAX = 1L << 53;
    private static final int EXPONENT_MAX = 100_000;

    private double value;
    private long digits;
    private boolean exact;
    private int scale;

    double value() {
        return value;
    }

    /** Reads a number at the position; answers whether there is one. */
    boolean read(JsonBytes in) {
        int from = in.at();
        boolean negative = in.take('-');
        digits = 0;
        scale = 0;
        exact = true;
        if (in.peek() == '0') {
            in.step();
        } else if (digits(in, 0) == 0) {
            return false;
        }
        if (in.take('.') && digits(in, -1) == 0) {
            return false;
        }
        if (in.take('e') || in.take('E')) {
            if (!exponent(in)) {
                return false;
            }
        }
        if (exact && Math.abs(scale) < POWERS.length) {
            double size = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
            value = negative ? -size : size;
        } else {
            value = Double.parseDouble(in.since(from));
        }
        return true;
    }

    private int digits(JsonBytes in, int scalePerDigit) {
        int count = 0;
        int next = in.peek();
        while (next >= '0' && next <= '9') {
            digits = exact ? digits * 10 + (next - '0') : digits;
            exact &= digits <= EXACT_MAX;
            scale += scalePerDigit;
            count++;
            in.step();
            next = in.peek();
        }
        return count;
    }

    private boolean exponent(JsonBytes in) {
        boolean down = in.take('-');
        if (!down) {
            in.take('+');
        }
        int exponent = 0;
        int count = 0;
        int next = in.peek();
        while (next >= '0' && next <= '9') {
            exponent = Math.min(EXPONENT_MAX, exponent * 10 + (next - '0'));
            count++;
            in.step();
            next = in.peek();
        }
        scale += down ? -exponent : exponent;
        return count > 0;
    }
}
