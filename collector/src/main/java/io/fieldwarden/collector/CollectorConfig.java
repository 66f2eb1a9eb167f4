package io.fieldwarden.collector;

import io.fieldwarden.config.ConfigReader;
import io.fieldwarden.config.DataSize;
import io.fieldwarden.config.Default;
import io.fieldwarden.config.Section;
import java.nio.file.Path;
import java.util.List;

/**
 * The collector's configuration.
 *
 * @param dataDir where the collector keeps everything: database, authority, server certificate
 * @param agents the port for agents
 * @param console the port for people
 * @param sinks ways out
 * @param telemetry the Prometheus endpoint
 * @param diskReserve with less than this free on the disk of {@code dataDir} the collector warns
 */
public record CollectorConfig(
        @Default("data") Path dataDir,
        @Default("{}") Agents agents,
        @Default("{}") Console console,
        @Default("[]") List<Section> sinks,
        @Default("{}") Telemetry telemetry,
        @Default("1GiB") DataSize diskReserve) {

    /**
     * The port for agents.
     *
     * @param listen address to listen on; all by default
     * @param port its port, 0 to take any free one
     * @param names host names and IP addresses agents reach it by, for its certificate; those of this machine by default
     */
    public record Agents(
            @Default("0.0.0.0") String listen,
            @Default("8443") int port,
            @Default("[]") List<String> names) {
        public Agents {
            requirePort(port);
        }
    }

    /**
     * The port for people.
     *
     * @param listen address to listen on; the loopback by default
     * @param port its port, 0 to take any free one
     */
    public record Console(
            @Default("127.0.0.1") String listen,
            @Default("9443") int port) {
        public Console {
            requirePort(port);
        }
    }

    /**
     * The Prometheus endpoint, without a password: keep it on the loopback or behind a proxy that asks for one.
     *
     * @param enabled whether there is one
     * @param listen address to listen on; the loopback by default
     * @param port its port, 0 to take any free one
     */
    public record Telemetry(
            @Default("true") boolean enabled,
            @Default("127.0.0.1") String listen,
            @Default("9464") int port) {
        public Telemetry {
            requirePort(port);
        }
    }

    /**
     * Reads a configuration file.
     *
     * @throws io.fieldwarden.config.ConfigException if it cannot be used, in one line
     */
    public static CollectorConfig read(Path file) {
        return ConfigReader.read(file, CollectorConfig.class);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, found " + port);
        }
    }
}
