package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Numbers that tags build: bignums, decimal fractions and bigfloats (RFC 8949, 3.4.3 and 3.4.4). */
final class CborTags {
    private static final int BIGNUM = 2;
    private static final int NEGATIVE_BIGNUM = 3;
    private static final int DECIMAL_FRACTION = 4;
    private static final int BIGFLOAT = 5;
    /** Exponents beyond this give no double whatever the mantissa within the limits is. */
    private static final int EXPONENT_MAX = 4096;

    private static final double TWO_64 = 0x1p64;

    private final Window bytes;
    private final CborLimits limits;
    private final CborHead inner = new CborHead();
    private double value;
    private int end;

    CborTags(Window bytes, CborLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    double value() {
        return value;
    }

    /** Index behind the number read last. */
    int end() {
        return end;
    }

    /** A whole number of major type 0 or 1; beyond 2^53 the nearest double. */
    static double integer(CborHead head) {
        double size = head.argument >= 0 ? head.argument : head.argument + TWO_64;
        return head.major == CborHead.UNSIGNED ? size : -1 - size;
    }

    /** Whether the tag at {@code head} builds a number; reads it then. */
    boolean number(CborHead head) {
        long tag = head.argument;
        if (tag == BIGNUM || tag == NEGATIVE_BIGNUM) {
            value = bignum(tag, head.next).doubleValue();
            return end > 0;
        }
        return (tag == DECIMAL_FRACTION || tag == BIGFLOAT) && fraction(tag, head.next);
    }

    /** The bignum whose byte string is at {@code at}; {@link #end} is 0 if there is none or it is too long. */
    private BigInteger bignum(long tag, int at) {
        end = 0;
        boolean fits = inner.read(bytes, at)
                && inner.major == CborHead.BYTES
                && !inner.indefinite()
                && inner.argument <= limits.bignumBytesMax();
        if (!fits) {
            return BigInteger.ZERO;
        }
        byte[] magnitude = new byte[(int) inner.argument];
        bytes.copy(inner.next, magnitude, 0, magnitude.length);
        end = inner.next + magnitude.length;
        BigInteger size = new BigInteger(1, magnitude);
        return tag == BIGNUM ? size : size.not();
    }

    /** An array of exponent and mantissa. */
    private boolean fraction(long tag, int at) {
        boolean pair = inner.read(bytes, at) && inner.major == CborHead.ARRAY && inner.argument == 2;
        if (!pair || !inner.read(bytes, inner.next) || inner.major > CborHead.NEGATIVE) {
            return false;
        }
        long exponent = inner.major == CborHead.UNSIGNED ? inner.argument : -1 - inner.argument;
        if (inner.argument < 0 || Math.abs(exponent) > EXPONENT_MAX || !inner.read(bytes, inner.next)) {
            return false;
        }
        BigInteger mantissa;
        if (inner.major <= CborHead.NEGATIVE) {
            mantissa = new BigInteger(Long.toUnsignedString(inner.argument));
            mantissa = inner.major == CborHead.UNSIGNED ? mantissa : mantissa.not();
            end = inner.next;
        } else if (inner.major == CborHead.TAG && (inner.argument == BIGNUM || inner.argument == NEGATIVE_BIGNUM)) {
            mantissa = bignum(inner.argument, inner.next);
            if (end == 0) {
                return false;
            }
        } else {
            return false;
        }
        value = tag == DECIMAL_FRACTION
                ? new BigDecimal(mantissa, (int) -exponent).doubleValue()
                : scaled(mantissa, (int) exponent);
        return true;
    }

    /** In two halves, so that a mantissa beyond the doubles comes back among them. */
    private static double scaled(BigInteger mantissa, int exponent) {
        if (exponent >= 0) {
            return mantissa.shiftLeft(exponent).doubleValue();
        }
        return new BigDecimal(mantissa)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
