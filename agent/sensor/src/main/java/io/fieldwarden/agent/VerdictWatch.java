package io.fieldwarden.agent;

import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.verdict.VerdictFile;
import io.fieldwarden.agent.verdict.Verdicts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up what people decide while the agent runs. If the file cannot be read, what was decided before still holds. */
final class VerdictWatch {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictWatch.class);
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final VerdictFile file;
    private long lookedNanos = System.nanoTime() - INTERVAL_NANOS;
    private volatile String trouble = "";

    VerdictWatch(Path stateDirectory) {
        this.file = new VerdictFile(stateDirectory);
    }

    /** Looks if it is time to; called by the lane's thread. */
    void heedNowAndThen(Detection detection) {
        if (System.nanoTime() - lookedNanos < INTERVAL_NANOS) {
            return;
        }
        lookedNanos = System.nanoTime();
        try {
            @Nullable Verdicts news = file.news();
            if (news != null) {
                detection.heed(news);
                trouble = "";
                if (!news.isEmpty()) {
                    LOG.info("Verdicts of people that hold: {}", news.all().size());
                }
            }
        } catch (IOException e) {
            trouble = "verdicts: " + e.getMessage();
            LOG.warn("The verdicts cannot be read; those read before still hold: {}", e.getMessage());
        }
    }

    List<String> troubles() {
        return trouble.isEmpty() ? List.of() : List.of(trouble);
    }
}
