package io.fieldwarden.agent;

import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.config.DataSize;
import io.fieldwarden.config.Default;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent.yaml}. Paths are relative to the file. Who the agent is, its enrolment says.
 *
 * @param stateDir identity, baseline and spool; readable by the agent's user only
 * @param capture where traffic comes from
 * @param detect how it is judged
 * @param spool how much disk alerts may take
 * @param uplink where alerts go
 * @param telemetry where metrics are served
 */
public record AgentConfig(
        @Default("/var/lib/fieldwarden-agent") Path stateDir,
        CaptureConfig capture,
        @Default("{}") DetectConfig detect,
        @Default("{}") SpoolConfig spool,
        @Default("{}") UplinkConfig uplink,
        @Default("{}") TelemetryConfig telemetry) {

    /**
     * Where traffic comes from.
     *
     * @param interfaces network interfaces to listen on
     * @param ringSize kernel memory for each interface's ring
     * @param filterFile a compiled packet filter, as {@code tcpdump -ddd} prints it
     * @param files capture files to play
     * @param brokers MQTT brokers to subscribe to
     */
    public record CaptureConfig(
            @Default("[]") List<String> interfaces,
            @Default("8MiB") DataSize ringSize,
            @Nullable Path filterFile,
            @Default("[]") List<FileConfig> files,
            @Default("[]") List<BrokerConfig> brokers) {
        public CaptureConfig {
            if (interfaces.isEmpty() && files.isEmpty() && brokers.isEmpty()) {
                throw new IllegalArgumentException("nothing to watch; expected interfaces, files or brokers");
            }
        }
    }

    /** How fast a file is played. */
    public enum FilePace {
        FULL_SPEED,
        RECORDED
    }

    /** Which time a file's frames carry. */
    public enum FileTimes {
        RECORDED,
        NOW
    }

    /**
     * A capture file to play.
     *
     * @param path pcap or pcapng, also compressed with gzip
     * @param speed how many recorded seconds pass in one, for the recorded pace
     */
    public record FileConfig(
            Path path,
            @Default("full-speed") FilePace pace,
            @Default("1.0") double speed,
            @Default("recorded") FileTimes times) {}

    /**
     * A broker to listen to.
     *
     * @param name what to call it in logs and connections
     * @param address {@code tcp://host:1883} or {@code ssl://host:8883}
     * @param version 3 for MQTT 3.1.1, 5 for MQTT 5
     * @param topics topic filters; {@code $SYS/#} has to be named
     * @param username account, if the broker wants one
     * @param passwordFile file with its password
     * @param authority PEM file of who signed the broker's certificate; the Java runtime's authorities if left out
     * @param certificate PEM file of a client certificate
     * @param key PEM file of its key (PKCS#8)
     */
    public record BrokerConfig(
            String name,
            URI address,
            @Default("3") int version,
            @Default("['#', '$SYS/#']") List<String> topics,
            @Nullable String username,
            @Nullable Path passwordFile,
            @Nullable Path authority,
            @Nullable Path certificate,
            @Nullable Path key) {
        public BrokerConfig {
            if (version != 3 && version != 5) {
                throw new IllegalArgumentException("version is " + version + ", expected 3 or 5");
            }
        }
    }

    /**
     * How traffic is judged.
     *
     * @param mode learn for a time and then judge, frozen, or always learn
     * @param learnFor watched traffic time to learn for
     * @param completeAt completeness at which learning ends sooner, from 0.5 to 0.999
     * @param learnFrom capture files of normal operation, learned at the first start instead of live traffic
     * @param disabled alert types that are never raised
     * @param thresholds numbers that differ from the defaults
     * @param homeNetworks the plant's own addresses; the private ranges if left out
     * @param approvedWriters who may write to whom beyond what was learned
     * @param approvedSubscribers MQTT client ids that may listen to everything
     * @param policy what the plant's engineers decided: zones, commands, limits
     */
    public record DetectConfig(
            @Default("learn") Learning.Mode mode,
            @Default("7d") Duration learnFor,
            @Nullable Double completeAt,
            @Default("[]") List<Path> learnFrom,
            @Default("[]") List<String> disabled,
            @Default("{}") Map<String, Double> thresholds,
            @Default("[]") List<String> homeNetworks,
            @Default("[]") List<WriterConfig> approvedWriters,
            @Default("[]") List<String> approvedSubscribers,
            @Nullable Path policy) {
        public DetectConfig {
            if (completeAt != null && !(completeAt >= 0.5 && completeAt <= 0.999)) {
                throw new IllegalArgumentException("complete-at is " + completeAt + ", expected 0.5 to 0.999");
            }
        }
    }

    /**
     * Who may write to whom.
     *
     * @param writer address or network of who may write
     * @param target address or network written to
     */
    public record WriterConfig(String writer, String target) {}

    /**
     * How much disk alerts may take.
     *
     * @param size most disk the spool may take
     */
    public record SpoolConfig(@Default("256MiB") DataSize size) {}

    /**
     * Where alerts go.
     *
     * @param collectors addresses of the collector's agent port, tried in turn; the one it enrolled with if left out
     * @param heartbeat how often the agent says how it is
     */
    public record UplinkConfig(
            @Default("[]") List<URI> collectors,
            @Default("30s") Duration heartbeat) {}

    /**
     * Where metrics are served.
     *
     * @param listen address to serve metrics on
     * @param port 0 for none
     */
    public record TelemetryConfig(
            @Default("127.0.0.1") String listen,
            @Default("0") int port) {}
}
