package io.fieldwarden.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import io.fieldwarden.agent.enrolment.TestAuthority;
import io.fieldwarden.agent.spool.Alerts;
import io.fieldwarden.agent.spool.Spool;
import io.fieldwarden.agent.spool.SpoolLimits;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent process killed with SIGKILL while it stores and sends: nothing it called stored may be missing. */
class KillTest {
    private static final int KILLS = 8;
    private static final Instant AT = Instant.now();

    @TempDir
    Path temp;

    @Test
    void killed_again_and_again_it_loses_nothing_it_had_stored() throws Exception {
        TestAuthority authority = new TestAuthority();
        Random random = new Random(9);
        try (TestCollector collector = new TestCollector(authority)) {
            new IdentityFile(temp)
                    .save(authority.identity(
                            "press-7",
                            collector.address(),
                            AT.plus(Duration.ofDays(90)),
                            AT.plus(Duration.ofDays(60))));
            int stored = -1;
            for (int life = 0; life < KILLS; life++) {
                if (life % 3 == 2) {
                    collector.mood = TestCollector.Mood.LOSES_RECEIPT;
                }
                stored = liveAndDie(collector, stored + 1, 5 + random.nextInt(60));
                collector.mood = TestCollector.Mood.WELL;
            }
            assertThat(stored).isGreaterThan(KILLS * 5 * 20 - 1);
            drain(collector);
            for (int number = 0; number <= stored; number++) {
                assertThat(collector.stored)
                        .containsKey(Alerts.alert(number, Severity.LOW).id());
            }
        }
    }

    /** Answers the last number the process called stored; later ones may or may not be. */
    private int liveAndDie(TestCollector collector, int from, int reports) throws Exception {
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAgent.class.getName(),
                        temp.toString(),
                        collector.address().toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = from - 1;
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
            String line = says.readLine();
            for (int i = 0; line != null && i < reports; i++) {
                last = line.matches("\\d+ [A-Z]+") ? Integer.parseInt(line.substring(0, line.indexOf(' '))) : last;
                line = says.readLine();
            }
        } finally {
            agent.destroyForcibly();
            assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return last;
    }

    private void drain(TestCollector collector) throws Exception {
        try (Spool spool = Spool.open(temp.resolve("spool"), SpoolLimits.DEFAULT, new RoomMeter("spool"));
                Uplink uplink = Uplink.start(
                        new UplinkSettings(List.of(collector.address()), UplinkTest.FAST),
                        new IdentityFile(temp),
                        spool,
                        new RoomMeter("uplink"),
                        () -> new Heartbeat("0", AT, AT, false, List.of(), spool.report(), List.of()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> spool.report().alerts() == 0);
            assertThat(uplink.status().state()).isEqualTo(UplinkStatus.State.CONNECTED);
            assertThat(spool.report().dropped()).isZero();
            assertThat(spool.damaged()).isZero();
        }
    }
}
