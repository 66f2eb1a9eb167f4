package io.fieldwarden.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;

/** Starts the parts from the collector down to the plant, and stops them the other way round. */
final class Demonstration implements AutoCloseable {
    private final Path directory;
    private final int wantedConsolePort;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    Demonstration(Path directory, int consolePort) {
        this.directory = directory;
        this.wantedConsolePort = consolePort;
    }

    void start() throws InterruptedException {
        prepareDirectory();
        int consolePort = freePort(wantedConsolePort);
        int agentPort = freePort(0);
        say("Starting the collector ...");
        Part collector = startCollector(consolePort, agentPort);
        String password = after(collector.awaitLine("password:", 60), "password:");
        collector.awaitLine("console", 60);
        say("Enrolling the agent with a one-time token ...");
        enrolAgent(agentPort);
        say("Starting a live MQTT broker and the agent ...");
        int brokerPort = freePort(0);
        startBroker(brokerPort);
        startAgent(agentPort, brokerPort);
        announce(consolePort, password);
    }

    /** Waits until stopped, or for {@code seconds} if that is more than 0. */
    synchronized void await(int seconds) throws InterruptedException {
        long left = seconds > 0 ? seconds : Long.MAX_VALUE;
        for (; left > 0 && running.stream().allMatch(Demonstration::isRunning); left--) {
            wait(1000);
        }
        running.stream()
                .filter(part -> !isRunning(part))
                .forEach(part -> say("A part stopped early; its log: " + ((Part) part).log()));
    }

    private static boolean isRunning(AutoCloseable part) {
        return !(part instanceof Part process) || process.isAlive();
    }

    private Part startCollector(int consolePort, int agentPort) {
        write("collector.yaml", """
            data-dir: collector
            agents: {listen: 127.0.0.1, port: %d, names: [localhost, 127.0.0.1]}
            console: {listen: 127.0.0.1, port: %d}
            sinks:
              - {name: alerts-file, type: file, path: alerts.jsonl}
            """.formatted(agentPort, consolePort));
        Part collector =
                Part.start("collector", directory, List.of("collector", "run", "--config", file("collector.yaml")));
        running.push(collector);
        return collector;
    }

    private void enrolAgent(int agentPort) {
        String printed = Part.run(
                "collector token create",
                List.of("collector", "token", "create", "--config", file("collector.yaml"), "--site", "demo"),
                "");
        String token = printed.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("fwj1."))
                .findFirst()
                .orElseThrow(() -> new DemoException("the collector gave no join token but: " + printed));
        Path tokenFile = write("join-token", token);
        Part.run(
                "agent enroll",
                List.of(
                        "agent",
                        "enroll",
                        "--collector",
                        "https://localhost:" + agentPort,
                        "--token-file",
                        tokenFile.toString(),
                        "--name",
                        "gateway-1",
                        "--site",
                        "demo",
                        "--state",
                        file("agent")),
                "");
    }

    private void startBroker(int port) {
        try {
            running.push(new LiveBroker(port));
        } catch (IOException | MqttException e) {
            throw new DemoException("the live MQTT broker cannot start: " + e.getMessage(), e);
        }
    }

    private void startAgent(int agentPort, int brokerPort) {
        write("agent.yaml", """
            state-dir: agent
            capture:
              files:
                - {path: story.pcap.gz, pace: recorded, times: now}
              brokers:
                - {name: live, address: "tcp://127.0.0.1:%d", topics: ["#"]}
            detect:
              learn-from: [normal.pcap.gz]
            uplink:
              collectors: ["https://localhost:%d"]
              heartbeat: 5s
            """.formatted(brokerPort, agentPort));
        running.push(Part.start("agent", directory, List.of("agent", "run", "--config", file("agent.yaml"))));
    }

    private void announce(int consolePort, String password) {
        say("");
        say("  Console    https://localhost:" + consolePort
                + "   (the browser will ask about its certificate: it is the" + " collector's own)");
        say("  Account    admin");
        say("  Password   " + password);
        say("");
        say("Within a minute somebody with a laptop (10.20.7.99) scans controller 10.20.7.17, asks controllers who"
                + " they");
        say("are, writes a set-point, listens to all of MQTT and publishes a command. Watch it under Alerts.");
        say("Files and logs: " + directory + "    Ctrl-C stops all.");
    }

    private void prepareDirectory() {
        try {
            if (Files.exists(directory) && !Files.exists(directory.resolve("demo"))) {
                throw new DemoException(directory
                        + " exists and is not from an earlier demonstration; name another with" + " --directory");
            }
            deleteTree();
            Files.createDirectories(directory);
            Files.createFile(directory.resolve("demo"));
            copy("normal.pcap.gz");
            copy("story.pcap.gz");
        } catch (IOException e) {
            throw new DemoException(directory + " cannot be prepared: " + e.getMessage(), e);
        }
    }

    private void deleteTree() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void copy(String recording) throws IOException {
        try (InputStream bytes = Demonstration.class.getResourceAsStream("/demo/" + recording)) {
            if (bytes == null) {
                throw new DemoException("this build lacks the recording " + recording);
            }
            Files.copy(bytes, directory.resolve(recording));
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static String after(String line, String word) {
        return line.substring(line.indexOf(word) + word.length()).strip();
    }

    /** The wanted port if it is free, else another. */
    private static int freePort(int wanted) {
        for (int port : new int[] {wanted, 0}) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (port == 0) {
                    throw new DemoException("no free port: " + e.getMessage(), e);
                }
            }
        }
        throw new AssertionError("unreachable: port 0 is free or thrown for");
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Stops what runs, the latest started first; may be called twice. */
    @Override
    public void close() {
        while (true) {
            AutoCloseable part;
            synchronized (running) {
                part = running.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("fieldwarden demo: a part did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
