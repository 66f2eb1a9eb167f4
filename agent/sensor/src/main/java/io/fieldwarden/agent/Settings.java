package io.fieldwarden.agent;

import io.fieldwarden.agent.AgentConfig.BrokerConfig;
import io.fieldwarden.agent.AgentConfig.CaptureConfig;
import io.fieldwarden.agent.AgentConfig.DetectConfig;
import io.fieldwarden.agent.AgentConfig.FileConfig;
import io.fieldwarden.agent.AgentConfig.FilePace;
import io.fieldwarden.agent.AgentConfig.FileTimes;
import io.fieldwarden.agent.AgentConfig.SpoolConfig;
import io.fieldwarden.agent.AgentConfig.UplinkConfig;
import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.agent.capture.afpacket.AfPacketConfig;
import io.fieldwarden.agent.capture.afpacket.AfPacketLimits;
import io.fieldwarden.agent.capture.afpacket.BpfProgram;
import io.fieldwarden.agent.capture.broker.BrokerLimits;
import io.fieldwarden.agent.capture.broker.BrokerTapConfig;
import io.fieldwarden.agent.capture.broker.BrokerTls;
import io.fieldwarden.agent.capture.broker.BrokerVersion;
import io.fieldwarden.agent.capture.pcap.Pace;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.AlertRoute;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.policy.Network;
import io.fieldwarden.agent.policy.Policy;
import io.fieldwarden.agent.policy.PolicyFile;
import io.fieldwarden.agent.spool.SpoolLimits;
import io.fieldwarden.agent.uplink.UplinkLimits;
import io.fieldwarden.agent.uplink.UplinkSettings;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Turns what the configuration file says into what the rooms take. */
final class Settings {
    private Settings() {}

    /**
     * Makes every setting once, so that what is wrong is told before anything starts.
     *
     * @throws ConfigException if one cannot be used
     */
    static void check(AgentConfig config) {
        try {
            if (!config.capture().interfaces().isEmpty()) {
                interfaces(config.capture());
            }
            config.capture().files().forEach(Settings::replay);
            config.capture().brokers().forEach(Settings::broker);
            detection(config.detect()).close();
            spool(config.spool());
            if (!config.uplink().collectors().isEmpty()) {
                uplink(config.uplink());
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Detection alone, without the ring and the layers that feed it: it is what refuses settings. */
    private static Detection detection(DetectConfig config) {
        Baseline nothing = new Baseline(learning(config), BaselineLimits.DEFAULT);
        AlertRoute nowhere = new AlertRoute(
                new AgentIdentity("check", "check"),
                (connection, at) -> Optional.empty(),
                silently -> {},
                Meters.create().detect());
        return new Detection(Detection.plugged(), AlertCatalogue.load(), detect(config), nothing, nowhere);
    }

    static Learning learning(DetectConfig config) {
        Double enough = config.completeAt();
        return new Learning(config.mode(), config.learnFor(), enough == null ? Learning.NEVER_ENOUGH : enough);
    }

    static SpoolLimits spool(SpoolConfig config) {
        return SpoolLimits.DEFAULT.withBytesMax(config.size().bytes());
    }

    static UplinkSettings uplink(UplinkConfig config) {
        return new UplinkSettings(config.collectors(), UplinkLimits.DEFAULT.withHeartbeatEvery(config.heartbeat()));
    }

    static AfPacketConfig interfaces(CaptureConfig config) {
        AfPacketLimits limits = AfPacketLimits.DEFAULT;
        return new AfPacketConfig(
                config.interfaces(),
                true,
                Optional.ofNullable(config.filterFile()).map(Settings::filter),
                new AfPacketLimits(
                        Math.toIntExact(config.ringSize().bytes()), limits.retireMillis(), limits.reopenMillis()));
    }

    private static BpfProgram filter(Path file) {
        try {
            return BpfProgram.parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("capture.filter-file: " + file + ": " + e.getMessage(), e);
        }
    }

    static Replay replay(FileConfig config) {
        Pace pace = config.pace() == FilePace.RECORDED ? Pace.RECORDED : Pace.FULL_SPEED;
        return new Replay(pace, config.speed(), config.times() == FileTimes.NOW, false);
    }

    static BrokerTapConfig broker(BrokerConfig config) {
        return new BrokerTapConfig(
                config.name(),
                config.address(),
                config.version() == 5 ? BrokerVersion.V5 : BrokerVersion.V3_1_1,
                config.topics(),
                0,
                Optional.empty(),
                Optional.ofNullable(config.username()),
                Optional.ofNullable(config.passwordFile()),
                new BrokerTls(
                        Optional.ofNullable(config.authority()),
                        Optional.ofNullable(config.certificate()),
                        Optional.ofNullable(config.key()),
                        true),
                BrokerLimits.DEFAULT);
    }

    static DetectSettings detect(DetectConfig config) {
        Path policy = config.policy();
        return new DetectSettings(
                Set.copyOf(config.disabled()),
                config.thresholds(),
                config.homeNetworks().stream().map(Network::parse).toList(),
                config.approvedWriters().stream()
                        .map(each -> new DetectSettings.ApprovedWriter(
                                Network.parse(each.writer()), Network.parse(each.target())))
                        .toList(),
                Set.copyOf(config.approvedSubscribers()),
                policy == null ? Policy.NONE : PolicyFile.read(policy),
                DetectSettings.Pace.DEFAULT);
    }
}
