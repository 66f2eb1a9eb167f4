package io.fieldwarden.collector;

import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.ServerCertificate;
import io.fieldwarden.collector.ingest.AgentPort;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be looked after once an hour: the server certificate before it ends, the disk before it is full. */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final CollectorConfig config;
    private final Authority authority;
    private final AgentPort port;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upkeep").daemon().factory());
    private Instant renewFrom;

    Upkeep(CollectorConfig config, Authority authority, AgentPort port, ServerCertificate shown, InstantSource clock) {
        this.config = config;
        this.authority = authority;
        this.port = port;
        this.clock = clock;
        this.renewFrom = shown.renewFrom();
    }

    Upkeep start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.HOURS);
        return this;
    }

    private void look() {
        try {
            renewServerCertificate();
            long free = Files.getFileStore(config.dataDir()).getUsableSpace();
            if (free < config.diskReserve().bytes()) {
                LOG.warn(
                        "the disk of {} has only {} MiB left; when it is full, agents keep their alerts until there is"
                                + " room",
                        config.dataDir(),
                        free >> 20);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("looking after {} failed; it is tried again in an hour: {}", config.dataDir(), e.getMessage());
        }
    }

    private void renewServerCertificate() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(renewFrom)) {
            return;
        }
        ServerCertificate next = ServerCertificate.open(
                config.dataDir(), authority, config.agents().names(), now);
        port.show(next, authority.pem());
        renewFrom = next.renewFrom();
        LOG.info("the agent port shows a new server certificate; the next is due {}", renewFrom);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
