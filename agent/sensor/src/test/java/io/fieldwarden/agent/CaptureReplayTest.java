package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Real captures, broken ones included, never make decoding throw, stall or keep more than its limits. */
class CaptureReplayTest {
    private static final Duration WATCHDOG = Duration.ofSeconds(60);

    @Test
    void malformed_captures_are_survived() throws IOException {
        replayAll(Captures.folder().resolve("malformed"), 50);
    }

    @Test
    void decoding_captures_are_survived() throws IOException {
        replayAll(Captures.folder().resolve("decode"), 200);
    }

    private static void replayAll(Path folder, int capturesMin) throws IOException {
        List<String> failures = new ArrayList<>();
        long frames = 0;
        long observations = 0;
        List<Path> captures = Captures.under(folder);
        assertThat(captures).hasSizeGreaterThan(capturesMin);
        for (Path capture : captures) {
            RoomMeter meter = new RoomMeter("decode");
            frames += Assertions.assertTimeoutPreemptively(WATCHDOG, () -> replay(capture, meter), capture::toString);
            observations += meter.report().emitted();
            if (meter.report().failed() > 0) {
                failures.add(folder.relativize(capture) + ": " + meter.report().failed());
            }
        }
        assertThat(frames).isGreaterThan(capturesMin);
        assertThat(observations).isGreaterThan(capturesMin);
        assertThat(failures).isEmpty();
    }

    private static long replay(Path capture, RoomMeter meter) {
        List<Decoding> self = new ArrayList<>();
        DecodeLimits limits = DecodeLimits.DEFAULT;
        long[] mostBytes = new long[1];
        Decoding decoding = new Decoding(
                load(ProtocolDecoder.class),
                load(PayloadDecoder.class),
                limits,
                observation ->
                        mostBytes[0] = Math.max(mostBytes[0], self.getFirst().bufferedBytes()),
                meter);
        self.add(decoding);
        long frames = Captures.replay(capture, decoding);
        assertThat(decoding.connections()).isZero();
        assertThat(decoding.bufferedBytes()).as("left behind by %s", capture).isZero();
        assertThat(mostBytes[0])
                .isLessThanOrEqualTo((long) limits.ip().fragmentBytesMax()
                        + limits.tcp().reassembling().heldBytesTotalMax()
                        + limits.tcp().reassembling().messageBytesTotalMax());
        return frames;
    }

    private static <T> List<T> load(Class<T> service) {
        return ServiceLoader.load(service).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
