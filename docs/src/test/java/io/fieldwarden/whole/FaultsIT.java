package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything is killed again and again while alerts flow: each alert is in the console once, in the file once and at the
 * syslog receiver, or it is counted as dropped.
 *
 * <p>{@code -Dfaults.seed=N} repeats a run's order and moments of faults, {@code -Dfaults.rounds=N} makes it longer.
 */
class FaultsIT {
    private static final int DEVICES = 600;
    private static final Duration STORY = Duration.ofSeconds(12);
    private static final Pattern SYSLOG_IDS =
            Pattern.compile("id=\"([0-9a-f]{32})\" revision=\"(\\d+)\" .*?change=\"(\\w+)\"");

    private final long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private enum Fault {
        AGENT_KILLED,
        COLLECTOR_KILLED,
        LINE_CUT,
        SYSLOG_KILLED
    }

    @Test
    void everything_arrives_once_whatever_is_killed() throws Exception {
        System.out.println("faults.seed=" + seed);
        Path state = directory.resolve("state");
        try (Rsyslog syslog = new Rsyslog(directory, Needs.program("rsyslogd"));
                Site site = new Site(directory);
                CutLine line = new CutLine(site.agentPort())) {
            site.configureCollector(directory.resolve("data"), sinks(syslog));
            site.startCollector();
            site.enrol(state);
            site.configureAgent(state, line.port(), capture());
            site.startAgent().awaitLine("Ready", 0);
            for (Fault fault : faults()) {
                pause(200, 2500);
                happen(fault, site, line, syslog);
            }
            site.agent().awaitLine("Finished", lastStart);
            everyAlertIsThereOnce(site);
            everyChangeIsForwarded(syslog);
        }
    }

    private long lastStart;

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (int round = 0; round < Integer.getInteger("faults.rounds", 1); round++) {
            List<Fault> some = new ArrayList<>();
            some.addAll(Collections.nCopies(5, Fault.AGENT_KILLED));
            some.addAll(Collections.nCopies(5, Fault.COLLECTOR_KILLED));
            some.addAll(Collections.nCopies(3, Fault.LINE_CUT));
            some.add(Fault.SYSLOG_KILLED);
            Collections.shuffle(some, random);
            faults.addAll(some);
        }
        return faults;
    }

    private void happen(Fault fault, Site site, CutLine line, Rsyslog syslog) throws Exception {
        System.out.println(Instant.now() + " " + fault);
        switch (fault) {
            case AGENT_KILLED -> {
                site.agent().kill();
                lastStart = site.agent().logBytes();
                site.startAgent().awaitLine("Ready", lastStart);
            }
            case COLLECTOR_KILLED -> {
                site.collector().kill();
                pause(0, 500);
                site.startCollector();
            }
            case LINE_CUT -> {
                line.cut();
                pause(100, 1500);
                line.mend();
            }
            case SYSLOG_KILLED -> syslog.crash();
        }
    }

    private void everyAlertIsThereOnce(Site site) {
        Set<String> expected = IntStream.range(1, DEVICES + 1)
                .mapToObj(AnnouncementCapture::address)
                .collect(Collectors.toCollection(TreeSet::new));
        await("every alert is in the console")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<JsonObject> alerts = site.console().alerts();
                    assertThat(alerts)
                            .extracting(alert -> alert.getString("id"))
                            .doesNotHaveDuplicates();
                    List<String> devices = alerts.stream()
                            .filter(alert -> alert.getString("type").equals("comm.new-asset"))
                            .map(alert -> alert.getJsonObject("originator").getString("address"))
                            .toList();
                    assertThat(devices).doesNotHaveDuplicates().isSubsetOf(expected);
                    JsonObject agent = site.console().agents().getFirst();
                    int dropped = agent.getJsonObject("spool").getInteger("dropped");
                    assertThat(devices.size() + dropped)
                            .as("in the console, or counted as dropped (%d)", dropped)
                            .isGreaterThanOrEqualTo(DEVICES);
                    assertThat(agent.getJsonObject("spool").getInteger("alerts"))
                            .as("waiting")
                            .isZero();
                });
    }

    private void everyChangeIsForwarded(Rsyslog syslog) {
        await("every change is in the file and at the syslog receiver")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<String> filed = Files.readAllLines(directory.resolve("alerts.jsonl")).stream()
                            .map(FaultsIT::filed)
                            .toList();
                    assertThat(filed).doesNotHaveDuplicates();
                    assertThat(filed.stream().filter(change -> change.contains("raised")))
                            .hasSizeGreaterThanOrEqualTo(DEVICES);
                    List<String> received =
                            syslog.messages().stream().map(FaultsIT::received).toList();
                    assertThat(new HashSet<>(received)).isEqualTo(new HashSet<>(filed));
                    System.out.println(filed.size() + " changes in the file; " + received.size()
                            + " syslog messages, of which " + (received.size() - filed.size()) + " were sent again");
                });
    }

    private static String filed(String line) {
        JsonObject change = new JsonObject(line);
        JsonObject alert = change.getJsonObject("alert");
        return alert.getString("id") + " " + alert.getInteger("revision") + " " + change.getString("change");
    }

    private static String received(String message) {
        Matcher ids = SYSLOG_IDS.matcher(message);
        assertThat(ids.find()).as(message).isTrue();
        return ids.group(1) + " " + ids.group(2) + " " + ids.group(3);
    }

    private String sinks(Rsyslog syslog) {
        return """

              - {name: archive, type: file, path: %s/alerts.jsonl, updates: true}
              - {name: siem, type: syslog, host: 127.0.0.1, port: %d, transport: tcp, format: json, updates: true,
                 max-bytes: 32KiB}
            """.formatted(directory, syslog.port());
    }

    /** One device is known, then new ones announce themselves, with the times of the recording: so ids are the same. */
    private String capture() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(10, ChronoUnit.MINUTES);
        AnnouncementCapture.write(directory.resolve("normal.pcap"), 0, 1, start, Duration.ZERO);
        AnnouncementCapture.write(directory.resolve("story.pcap"), 1, DEVICES, start.plusSeconds(60), STORY);
        return """
            capture: {files: [{path: story.pcap, pace: recorded}]}
            detect: {learn-from: [normal.pcap], disabled: [self.no-traffic]}
            """;
    }

    private void pause(int millisMin, int millisMax) throws InterruptedException {
        Thread.sleep(random.nextInt(millisMin, millisMax));
    }
}
