package io.fieldwarden.agent.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.pcap.PcapngInterfaces.TimeUnits;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeUnitsTest {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private static long exact(int resolution, long units, long offsetSeconds) {
        BigInteger count = new BigInteger(Long.toUnsignedString(units));
        int power = resolution & 0x7F;
        BigInteger unit = (resolution & 0x80) == 0 ? BigInteger.TEN.pow(power) : BigInteger.TWO.pow(power);
        BigInteger nanos = count.multiply(NANOS).divide(unit).min(MAX);
        if (offsetSeconds != 0) {
            BigInteger limit = MAX.divide(NANOS);
            BigInteger offset = BigInteger.valueOf(offsetSeconds).min(limit).max(limit.negate());
            nanos = nanos.add(offset.multiply(NANOS)).min(MAX).max(BigInteger.ZERO);
        }
        return nanos.longValueExact();
    }

    @Test
    void every_resolution_equals_exact_arithmetic() {
        Random random = new Random(1);
        long[] units = {0, 1, 999, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1_700_000_000_000_000L};
        for (int resolution = 0; resolution < 256; resolution++) {
            for (int i = 0; i < 200; i++) {
                long count = i < units.length ? units[i] : random.nextLong() >>> random.nextInt(64);
                long offset = i % 3 == 0 ? 0 : random.nextLong() >> random.nextInt(64);
                assertThat(new TimeUnits(resolution, offset).toNanos(count))
                        .as("resolution %d units %d offset %d", resolution, count, offset)
                        .isEqualTo(exact(resolution, count, offset));
            }
        }
    }
}
