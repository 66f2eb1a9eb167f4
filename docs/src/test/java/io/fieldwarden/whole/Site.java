package io.fieldwarden.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One collector and one agent on this machine, each configured by a file and started by the launcher. */
final class Site implements AutoCloseable {
    private final Path directory;
    private final int agentPort = freePort();
    private final int consolePort = freePort();
    private Optional<Launched> collector = Optional.empty();
    private Optional<Launched> agent = Optional.empty();
    private Optional<ConsoleApi> console = Optional.empty();

    Site(Path directory) {
        this.directory = directory;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the collector's configuration; {@code sinks} is a YAML list. */
    void configureCollector(Path dataDir, String sinks) throws IOException {
        Files.writeString(directory.resolve("collector.yaml"), """
            data-dir: %s
            agents: {listen: 127.0.0.1, port: %d, names: [localhost, 127.0.0.1]}
            console: {listen: 127.0.0.1, port: %d}
            telemetry: {enabled: false}
            disk-reserve: 1MiB
            sinks: %s
            """.formatted(dataDir, agentPort, consolePort, sinks));
    }

    /** Writes the agent's configuration. */
    void configureAgent(Path stateDir, int port, String rest) throws IOException {
        Files.writeString(directory.resolve("agent.yaml"), """
            state-dir: %s
            uplink: {collectors: ["https://localhost:%d"], heartbeat: 1s}
            %s\
            """.formatted(stateDir, port, rest));
    }

    /** Starts the collector and waits until it serves. */
    Launched startCollector() {
        long before = directory.resolve("collector.log").toFile().length();
        Launched started =
                Launched.start("collector", directory, "collector", "run", "--config", file("collector.yaml"));
        collector = Optional.of(started);
        started.awaitLine("The console is at", before);
        if (console.isEmpty()) {
            String line = started.awaitLine("password:", before);
            console = Optional.of(new ConsoleApi(
                    consolePort, line.substring(line.indexOf(':') + 1).strip()));
        }
        return started;
    }

    /** Starts the agent; {@link Launched#awaitLine} tells when it watches. */
    Launched startAgent() {
        Launched started = Launched.start("agent", directory, "agent", "run", "--config", file("agent.yaml"));
        agent = Optional.of(started);
        return started;
    }

    /** Gives the agent its certificate, as the documentation says. */
    void enrol(Path stateDir) throws IOException {
        Launched.Result token = Launched.run(
                directory, "collector", "token", "create", "--config", file("collector.yaml"), "--site", "test");
        succeeded(token);
        Path file = Files.writeString(directory.resolve("token"), token.out().strip());
        succeeded(Launched.run(
                directory,
                "agent",
                "enroll",
                "--collector=https://localhost:" + agentPort,
                "--token-file=" + file,
                "--name=gateway-1",
                "--site=test",
                "--state=" + stateDir));
    }

    private static void succeeded(Launched.Result result) {
        if (result.exit() != 0) {
            throw new AssertionError(result.err());
        }
    }

    int agentPort() {
        return agentPort;
    }

    Launched collector() {
        return collector.orElseThrow();
    }

    Launched agent() {
        return agent.orElseThrow();
    }

    ConsoleApi console() {
        return console.orElseThrow();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Override
    public void close() {
        agent.ifPresent(Launched::close);
        collector.ifPresent(Launched::close);
    }
}
