package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** As many TCP connections as {@code tshark -q -z conv,tcp} lists, on real captures. */
class TsharkConversationsTest {
    private static final int CAPTURES_MIN = 40;

    @Test
    void as_many_connections_as_tshark() throws IOException, InterruptedException {
        Path folder = Captures.folder().resolve("decode");
        requireTshark();
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (String protocol : List.of("modbus", "mqtt", "iec104", "opcua")) {
            for (Path capture : Captures.under(folder.resolve(protocol))) {
                long expected = byTshark(capture);
                long found = byUs(capture);
                compared += expected > 0 ? 1 : 0;
                if (found != expected) {
                    different.add(folder.relativize(capture) + ": found " + found + ", expected " + expected);
                }
            }
        }
        assertThat(compared).isGreaterThan(CAPTURES_MIN);
        assertThat(different).isEmpty();
    }

    private static long byUs(Path capture) {
        long[] opened = new long[1];
        Decoding decoding = new Decoding(
                List.of(),
                List.of(),
                DecodeLimits.DEFAULT,
                observation -> {
                    if (observation instanceof ConnectionSeen seen
                            && seen.phase() == Phase.OPENED
                            && seen.connection().transport() == Transport.TCP) {
                        opened[0]++;
                    }
                },
                new RoomMeter("decode"));
        Captures.replay(capture, decoding);
        return opened[0];
    }

    /** Without resets: tshark takes a lone one for a conversation, we do not. */
    private static long byTshark(Path capture) throws IOException, InterruptedException {
        return output("tshark", "-r", capture.toString(), "-Y", "tcp", "-q", "-z", "conv,tcp,!tcp.flags.reset")
                .lines()
                .filter(line -> line.contains("<->"))
                .count();
    }

    private static void requireTshark() throws InterruptedException {
        boolean present;
        try {
            present = output("tshark", "--version").contains("TShark");
        } catch (IOException e) {
            present = false;
        }
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("tshark not found: expected it on the PATH (package tshark)");
        }
        Assumptions.assumeTrue(present, "tshark not found: expected it on the PATH (package tshark)");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        tool.waitFor();
        return text;
    }
}
