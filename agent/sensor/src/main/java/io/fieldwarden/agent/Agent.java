package io.fieldwarden.agent;

import io.fieldwarden.agent.AgentConfig.TelemetryConfig;
import io.fieldwarden.agent.AgentConfig.UplinkConfig;
import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.agent.enrolment.Identity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import io.fieldwarden.agent.spool.Spool;
import io.fieldwarden.agent.telemetry.Telemetry;
import io.fieldwarden.agent.telemetry.TelemetryEndpoint;
import io.fieldwarden.agent.uplink.Uplink;
import io.fieldwarden.agent.uplink.UplinkStatus;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running agent. Built by hand in the order of the flow, from the sink end backwards: spool, uplink, detection, lane,
 * sources; stopped the other way round. The lane's thread is the one that calls {@link #run}.
 */
final class Agent implements AutoCloseable {
    private static final Health NOTHING_YET = new Health(false, 0, 0, List.of());
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Meters meters = Meters.create();
    private final Instant startedAt = Instant.now();
    private final Baseline baseline;
    private final BaselineRecord record;
    private final Spool spool;
    private final Telemetry telemetry;
    private final Judgement judgement;
    private final BrokerView brokerView;
    private final Sources sources;
    private final VerdictWatch verdicts;
    private final @Nullable Uplink uplink;
    private final @Nullable TelemetryEndpoint endpoint;
    private final AtomicReference<Health> health = new AtomicReference<>(NOTHING_YET);
    private volatile boolean stopping;

    /** What only the lane's thread can see, for the heartbeat. */
    private record Health(boolean learning, double completeness, long silenced, List<String> troubles) {}

    Agent(AgentConfig config) throws IOException, EnrolmentException {
        Path state = Files.createDirectories(config.stateDir());
        IdentityFile identityFile = new IdentityFile(state);
        AgentIdentity identity = identity(config, identityFile);
        DetectSettings settings = Settings.detect(config.detect());
        this.baseline = new Baseline(Settings.learning(config.detect()), BaselineLimits.DEFAULT);
        this.record = new BaselineRecord(state);
        record.restore(baseline);
        learnFromFiles(config, identity, settings);
        health.set(new Health(baseline.learning().on(), 0, 0, List.of()));
        this.verdicts = new VerdictWatch(state);
        this.spool = Spool.open(state.resolve("spool"), Settings.spool(config.spool()), meters.spool());
        this.telemetry = telemetry();
        this.judgement = new Judgement(identity, settings, baseline, this::raise, meters);
        judgement.watchSpool(spool::report);
        verdicts.heedNowAndThen(judgement.detection());
        this.brokerView = new BrokerView(config.capture().brokers(), judgement.detection(), meters);
        this.sources = Sources.open(config.capture());
        if (!config.capture().interfaces().isEmpty()) {
            judgement.expectFrames();
        }
        this.uplink = identityFile.exists() ? uplink(config, identityFile) : null;
        this.endpoint = config.telemetry().port() == 0 ? null : endpoint(config.telemetry());
    }

    private Telemetry telemetry() {
        return new Telemetry()
                .rooms(meters.all())
                .learning(() -> health.get().completeness(), () -> health.get().learning())
                .silenced(() -> health.get().silenced())
                .spool(spool::report)
                .uplink(() -> link().map(status -> status.state() == UplinkStatus.State.CONNECTED)
                        .orElse(false));
    }

    private void raise(Alert alert) {
        spool.append(alert);
        telemetry.alert(alert);
    }

    private TelemetryEndpoint endpoint(TelemetryConfig config) throws IOException {
        return TelemetryEndpoint.open(new InetSocketAddress(config.listen(), config.port()), telemetry, this::troubles);
    }

    private static AgentIdentity identity(AgentConfig config, IdentityFile file) throws EnrolmentException {
        if (file.exists()) {
            Identity enrolled = file.load();
            return new AgentIdentity(enrolled.agent(), enrolled.site());
        }
        if (!config.uplink().collectors().isEmpty()) {
            throw new ConfigException("this agent is not enrolled, so the collector would not know it; run: fieldwarden"
                    + " agent enroll --collector "
                    + config.uplink().collectors().getFirst()
                    + " --token-file FILE --name NAME --site SITE --state " + config.stateDir());
        }
        LOG.warn("Not enrolled and no collector configured: alerts stay in the spool");
        return new AgentIdentity("unenrolled", "unknown");
    }

    private void learnFromFiles(AgentConfig config, AgentIdentity identity, DetectSettings settings)
            throws IOException {
        if (config.detect().learnFrom().isEmpty() || baseline.learning().sinceNanos() != 0) {
            return;
        }
        try (Judgement lesson = new Judgement(identity, settings, baseline, silently -> {}, Meters.create())) {
            for (Path file : config.detect().learnFrom()) {
                LOG.info("Learning what is normal from {}", file);
                try (PcapFileSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
                    lesson.lane().play(source);
                }
            }
        }
        baseline.freeze();
        record.save(baseline.snapshot());
    }

    /** The configured collectors, or else the one this agent enrolled with. */
    private Uplink uplink(AgentConfig config, IdentityFile identityFile) throws EnrolmentException {
        UplinkConfig wanted = config.uplink();
        if (wanted.collectors().isEmpty()) {
            wanted = new UplinkConfig(List.of(identityFile.load().collector()), wanted.heartbeat());
        }
        return Uplink.start(Settings.uplink(wanted), identityFile, spool, meters.uplink(), this::heartbeat);
    }

    /** Watches until {@link #stop} is called from another thread. */
    void run() throws IOException {
        LOG.info("Ready; {}", baseline.learning().on() ? "learning what is normal" : "judging by what was learned");
        while (!stopping) {
            sources.poll(judgement.lane(), brokerView::publication);
            meters.capture().droppedTotal(sources.dropped());
            meters.broker().droppedTotal(sources.publicationsDropped());
            record.saveNowAndThen(judgement.detection());
            verdicts.heedNowAndThen(judgement.detection());
            look(judgement.detection());
        }
    }

    /** Notes how detection is, for other threads, and says when learning has ended. */
    private void look(Detection detection) {
        Health before = health.getAndSet(new Health(
                detection.learning(), detection.completeness().share(), detection.silenced(), detection.troubles()));
        if (before.learning() && !detection.learning()) {
            LOG.info("Judging by what was learned: {}", detection.completeness());
        }
    }

    /** Asks the lane to come to its end; returns at once. */
    void stop() {
        stopping = true;
    }

    private Optional<UplinkStatus> link() {
        return Optional.ofNullable(uplink).map(Uplink::status);
    }

    /** How the agent is now; any thread may ask. */
    Heartbeat heartbeat() {
        return new Heartbeat(
                Version.text(),
                Instant.now(),
                startedAt,
                health.get().learning(),
                meters.reports(),
                spool.report(),
                troubles());
    }

    private List<String> troubles() {
        List<String> troubles = new ArrayList<>(health.get().troubles());
        troubles.addAll(record.troubles());
        troubles.addAll(verdicts.troubles());
        troubles.addAll(sources.troubles());
        long damaged = spool.damaged();
        if (damaged > 0) {
            troubles.add("spool: " + damaged + " damaged alerts on disk were skipped; check the disk");
        }
        link().filter(status -> !status.why().isEmpty()).ifPresent(status -> troubles.add(status.why()));
        return troubles;
    }

    /** Stops the sources first and the uplink last, finishing whatever fails in between. */
    @Override
    public void close() {
        if (endpoint != null) {
            finish("metrics endpoint", endpoint);
        }
        finish("sources", sources);
        finish("detection", judgement);
        finish("baseline", () -> record.save(judgement.detection().snapshot()));
        finish("baseline", record);
        if (uplink != null) {
            finish("uplink", uplink);
        }
        finish("spool", spool);
        finish("telemetry", telemetry);
    }

    private static void finish(String room, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("The {} did not stop cleanly", room, e);
        }
    }
}
