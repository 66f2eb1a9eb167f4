package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import io.fieldwarden.agent.spool.Alerts;
import io.fieldwarden.agent.spool.Spool;
import io.fieldwarden.agent.spool.SpoolLimits;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The agent's way out as a process of its own, to be killed: stores alerts from a number on, tells on standard output up
 * to which all are stored, and sends them meanwhile.
 */
final class KilledAgent {
    private KilledAgent() {}

    public static void main(String[] args) throws Exception {
        Path state = Path.of(args[0]);
        URI collector = URI.create(args[1]);
        int from = Integer.parseInt(args[2]);
        Spool spool = Spool.open(state.resolve("spool"), SpoolLimits.DEFAULT, new RoomMeter("spool"));
        Uplink uplink = Uplink.start(
                new UplinkSettings(List.of(collector), UplinkTest.FAST),
                new IdentityFile(state),
                spool,
                new RoomMeter("uplink"),
                () -> new Heartbeat("0", Instant.now(), Instant.now(), false, List.of(), spool.report(), List.of()));
        for (int number = from; ; number++) {
            spool.append(Alerts.alert(number, Severity.values()[number % 5]));
            if (number % 20 == 19) {
                store(spool, number, uplink);
            }
        }
    }

    private static void store(Spool spool, int number, Uplink uplink) throws IOException, InterruptedException {
        spool.force();
        System.out.println(number + " " + uplink.status().state());
        System.out.flush();
    }
}
