package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What repeats itself costs no memory; speeds are printed for people, not judged. */
class HotPathTest {
    /** The same observation a million times in one instant is a flood, which is not what is measured here. */
    private static final DetectSettings NO_FLOOD =
            DetectSettings.DEFAULT.withThresholds(Map.of("dos.syn-flood/requests", 1e12, "mqtt.rate/messages", 1e12));

    private static final int ROUNDS = 300_000;
    private final Traffic traffic = new Traffic();
    private final List<Alert> told = new ArrayList<>();

    @Test
    void known_traffic_allocates_nothing() {
        Plant.normal(traffic);
        Connection hmi = traffic.tcp(Traffic.HMI, Traffic.PLC, 502, "modbus");
        Connection sensor = Plant.client(traffic, Traffic.SENSOR, "sensor-1");
        long at = traffic.all().getLast().atNanos();
        var read = Traffic.read(0, 10);
        var publish = Traffic.publish("line1/temp");
        Detection detection = Plant.detection(Plant.baseline(), NO_FLOOD, told::add);
        traffic.all().forEach(detection::observe);
        double[] bytes = {
            run(
                    "known commands",
                    detection,
                    new OperationSeen(at, hmi, Direction.FROM_ORIGINATOR, read, Outcome.SUCCEEDED)),
            run(
                    "known publications",
                    detection,
                    new OperationSeen(at, sensor, Direction.FROM_ORIGINATOR, publish, Outcome.ONE_WAY)),
            run("ticks", detection, new TimePassed(at, 1_000_000, 0)),
            run("known connections opened", detection, new ConnectionSeen(at, hmi, ConnectionSeen.Phase.OPENED)),
            run(
                    "known connections established",
                    detection,
                    new ConnectionSeen(at, hmi, ConnectionSeen.Phase.ESTABLISHED))
        };
        detection.close();
        assertThat(told).isEmpty();
        assertThat(bytes)
                .as("bytes per observation")
                .matches(all -> Arrays.stream(all).allMatch(each -> each < 1));
    }

    private static double run(String what, Detection detection, Observation observation) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            detection.observe(observation);
        }
        long bytesBefore = threads.getCurrentThreadAllocatedBytes();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            detection.observe(observation);
        }
        double nanos = (double) (threads.getCurrentThreadCpuTime() - cpuBefore) / ROUNDS;
        double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - bytesBefore) / ROUNDS;
        System.out.printf(
                Locale.ROOT, "%-32s %7.1f ns %8.2f million/s %6.3f bytes%n", what, nanos, 1000 / nanos, bytes);
        return bytes;
    }
}
