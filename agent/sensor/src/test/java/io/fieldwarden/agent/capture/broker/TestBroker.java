package io.fieldwarden.agent.capture.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real broker on this computer's loopback, run as a process that a test may kill and start again. */
public final class TestBroker implements AutoCloseable {
    private final List<String> command;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private TestBroker(List<String> command, Path folder, int port) {
        this.command = command;
        this.folder = folder;
        this.port = port;
    }

    /** mosquitto with these lines of configuration beside its listener. */
    static TestBroker mosquitto(Path folder, String... lines) throws IOException {
        int port = freePort();
        List<String> config = new ArrayList<>(List.of(
                "per_listener_settings false",
                "sys_interval 1",
                "log_type all",
                "user root",
                "listener " + port + " 127.0.0.1"));
        config.addAll(Arrays.asList(lines));
        Path file = Files.write(folder.resolve("mosquitto.conf"), config);
        String program = Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
        need(Files.isExecutable(Path.of(program)), "mosquitto is not installed");
        return new TestBroker(List.of(program, "-c", file.toString()), folder, port).start();
    }

    /** HiveMQ Community Edition, fetched by Maven when it is used for the first time. */
    public static TestBroker hiveMq(Path folder) throws IOException {
        Path libraries = Path.of("target", "hivemq-lib").toAbsolutePath();
        Path sources = Path.of("src", "test", "hivemq").toAbsolutePath();
        need(fetched(libraries, sources.resolve("pom.xml")), "HiveMQ cannot be fetched with mvn");
        int port = freePort();
        Files.createDirectories(folder.resolve("extensions"));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("config.xml"),
                "<hivemq><listeners><tcp-listener><port>" + port + "</port><bind-address>127.0.0.1</bind-address>"
                        + "</tcp-listener></listeners><anonymous-usage-statistics><enabled>false</enabled>"
                        + "</anonymous-usage-statistics></hivemq>");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                libraries + "/*",
                sources.resolve("HiveMqBroker.java").toString(),
                folder.toString());
        return new TestBroker(command, folder, port).start();
    }

    private static boolean fetched(Path libraries, Path pom) throws IOException {
        for (String mode : List.of("--offline", "--quiet")) {
            if (Files.isRegularFile(libraries.resolve("complete"))) {
                return true;
            }
            Process mvn = new ProcessBuilder(
                            "mvn",
                            "-q",
                            mode,
                            "-f",
                            pom.toString(),
                            "dependency:copy-dependencies",
                            "-DoutputDirectory=" + libraries)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (mvn.onExit().join().exitValue() == 0) {
                Files.createFile(libraries.resolve("complete"));
            }
        }
        return Files.isRegularFile(libraries.resolve("complete"));
    }

    private static void need(boolean present, String problem) {
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(problem);
        }
        Assumptions.assumeTrue(present, problem);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, or starts it again, and waits until it takes connections. */
    TestBroker start() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                if (!started.isAlive()) {
                    throw new IllegalStateException("the broker ended: " + Files.readString(log()));
                }
                return takesConnections();
            });
            return this;
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it as a power cut would. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    Path log() {
        return folder.resolve("broker.log");
    }

    public int port() {
        return port;
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        kill();
    }
}
