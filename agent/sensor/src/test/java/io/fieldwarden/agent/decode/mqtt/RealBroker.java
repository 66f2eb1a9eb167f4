package io.fieldwarden.agent.decode.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** mosquitto on a free port of this computer, as a process of its own. */
record RealBroker(Process process, int port) implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    /** Starts it with one account, {@code operator} with {@code right}; nobody else gets in. */
    static RealBroker start(Path folder) throws IOException, InterruptedException {
        boolean there = Files.isExecutable(PROGRAM);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("mosquitto is not installed");
        }
        Assumptions.assumeTrue(there, "mosquitto is not installed");
        int port = freePort();
        Path accounts = folder.resolve("accounts");
        new ProcessBuilder("mosquitto_passwd", "-c", "-b", accounts.toString(), "operator", "right")
                .start()
                .waitFor();
        Path config = Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "user root",
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous false",
                        "password_file " + accounts));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> takesConnections(port));
        return new RealBroker(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
