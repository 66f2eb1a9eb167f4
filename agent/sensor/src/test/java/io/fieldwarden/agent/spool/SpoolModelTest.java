package io.fieldwarden.agent.spool;

import static io.fieldwarden.agent.spool.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work beside a map in memory that does the same in the simplest way. */
class SpoolModelTest {
    private static final SpoolLimits LIMITS =
            new SpoolLimits(128 * 1024, 10_000, 8192, 10_000, 64 << 20, Duration.ofSeconds(1));

    private static final int STEPS = 120;

    @TempDir
    Path temp;

    private final Map<String, Alert> model = new LinkedHashMap<>();
    private final Map<String, Integer> revisions = new LinkedHashMap<>();
    private final List<SpooledAlert> peeked = new ArrayList<>();
    private Path directory;
    private Spool spool;
    private int steps;
    private int crashes;
    private long drops;

    @BeforeEach
    void open() throws IOException {
        directory = temp.resolve("spool");
        spool = Spool.open(directory, LIMITS, new RoomMeter("spool"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_work_gives_what_the_model_gives(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step(random, seed % 2 == 0 ? 60 : 12);
            agree(seed, i);
        }
        spool.close();
        assertThat(steps).isEqualTo(STEPS);
        assertThat(crashes).isPositive();
        if (seed % 2 == 0) {
            assertThat(drops).as("a crowded spool drops").isPositive();
        }
    }

    private void step(Random random, int most) throws Exception {
        steps++;
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> append(random, 1 + random.nextInt(most));
            case 4 -> peeked.addAll(spool.peek(1 + random.nextInt(30), 100_000));
            case 5 -> release();
            case 6 -> reopen();
            default -> crash();
        }
    }

    private void append(Random random, int alerts) throws Exception {
        for (int i = 0; i < alerts; i++) {
            int number = random.nextInt(3000);
            Severity severity = Severity.values()[random.nextInt(5)];
            String id = alert(number, severity).id();
            Alert next = alert(number, revisions.merge(id, 1, Integer::sum), severity, random.nextInt(300));
            spool.append(next);
            model.remove(id);
            model.put(id, next);
        }
        spool.force();
        forgetDropped();
    }

    /** What was dropped must have been counted, and nothing may be left that is less severe than what went. */
    private void forgetDropped() throws IOException {
        Map<String, Alert> left = contents();
        List<Alert> gone =
                model.values().stream().filter(a -> !left.containsKey(a.id())).toList();
        List<Alert> stale = model.values().stream()
                .filter(a -> left.containsKey(a.id()) && !a.equals(sameId(left, a)))
                .filter(a -> sameId(left, a).revision() != a.revision())
                .toList();
        long counted = spool.report().dropped() - drops;
        drops += counted;
        assertThat(counted).as("drops counted").isGreaterThanOrEqualTo(gone.size() + stale.size());
        gone.forEach(alert -> model.remove(alert.id()));
        if (!stale.isEmpty() || counted > 0) { // a dropped revision leaves the one that waited before
            model.clear();
            model.putAll(left);
        }
    }

    private static Alert sameId(Map<String, Alert> alerts, Alert like) {
        return alerts.getOrDefault(like.id(), like);
    }

    private void release() {
        spool.release(peeked);
        for (SpooledAlert alert : peeked) {
            Alert sent = alert.alert();
            Alert waits = model.get(sent.id());
            if (waits != null && waits.revision() <= sent.revision()) {
                model.remove(sent.id());
            }
        }
        peeked.clear();
    }

    private void reopen() throws IOException {
        spool.close();
        spool = Spool.open(directory, LIMITS, new RoomMeter("spool"));
    }

    /** The process ends without a word: what is on disk now is what the next one finds. */
    private void crash() throws IOException {
        crashes++;
        Path copy = temp.resolve("crash-" + crashes);
        Files.createDirectories(copy);
        for (Map.Entry<String, byte[]> file :
                SpoolDamageTest.contents(directory).entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
        spool.close();
        directory = copy;
        spool = Spool.open(directory, LIMITS, new RoomMeter("spool"));
    }

    private void agree(long seed, int step) throws IOException {
        Map<String, Alert> contents = contents();
        assertThat(new ArrayList<>(contents.keySet()))
                .as("seed %d step %d", seed, step)
                .isEqualTo(new ArrayList<>(model.keySet()));
        assertThat(contents.values().stream().map(Alert::revision).toList())
                .as("revisions, seed %d step %d", seed, step)
                .isEqualTo(model.values().stream().map(Alert::revision).toList());
        assertThat(spool.report().alerts()).isEqualTo(model.size());
        assertThat(spool.damaged()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                    .isLessThanOrEqualTo(LIMITS.bytesMax() + 64);
        }
    }

    private Map<String, Alert> contents() throws IOException {
        Map<String, Alert> all = new LinkedHashMap<>();
        SpoolTest.read(spool).forEach(alert -> all.put(alert.id(), alert));
        return all;
    }
}
