package io.fieldwarden.agent;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineFile;
import io.fieldwarden.agent.detect.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the baseline on disk: read at start, written once a minute and at the end, off the lane's thread. */
final class BaselineRecord implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BaselineRecord.class);
    static final String FILE = "baseline.txt";
    private static final long INTERVAL_NANOS = 60_000_000_000L;

    private final BaselineFile file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            task -> Thread.ofVirtual().name("baseline").unstarted(task));
    private final List<String> troubles = new ArrayList<>();
    private long savedNanos = System.nanoTime();
    private volatile String writeTrouble = "";

    BaselineRecord(Path stateDirectory) {
        this.file = new BaselineFile(stateDirectory.resolve(FILE));
    }

    /** Takes in what was learned before; a damaged file is set aside and told. */
    void restore(Baseline baseline) throws IOException {
        Optional<String> damage = file.restore(baseline);
        damage.ifPresent(what -> {
            LOG.warn("{}", what);
            troubles.add(what);
        });
    }

    /** Saves if it is time to; called by the lane's thread, which only takes the snapshot. */
    void saveNowAndThen(Detection detection) {
        if (System.nanoTime() - savedNanos >= INTERVAL_NANOS) {
            savedNanos = System.nanoTime();
            byte[] snapshot = detection.snapshot();
            writer.execute(() -> save(snapshot));
        }
    }

    /** Saves at once. */
    void save(byte[] snapshot) {
        try {
            file.save(snapshot);
            writeTrouble = "";
        } catch (IOException e) {
            if (writeTrouble.isEmpty()) {
                LOG.warn("The baseline cannot be saved; what was learned since is lost at a restart: {}", e.toString());
            }
            writeTrouble = "the baseline cannot be saved: " + e;
        }
    }

    List<String> troubles() {
        List<String> all = new ArrayList<>(troubles);
        if (!writeTrouble.isEmpty()) {
            all.add(writeTrouble);
        }
        return all;
    }

    /** Waits for a save that is under way. */
    @Override
    public void close() {
        writer.close();
    }
}
