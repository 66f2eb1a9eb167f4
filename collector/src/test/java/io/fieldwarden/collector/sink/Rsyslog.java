package io.fieldwarden.collector.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A real rsyslog on the loopback, with a configuration of its own, writing what it receives to a file. */
public final class Rsyslog implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/rsyslogd");
    private static final Path GNUTLS = Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/lmnsd_gtls.so");
    /** A whole message of ours: from the structured data to the last words of the text. */
    private static final Pattern MESSAGE = Pattern.compile("^<\\d+>1 .* \\[fieldwarden@32473 id=\"([0-9a-f]{32})\""
            + " revision=\"(\\d+)\" sequence=\"(\\d+)\" change=\"(\\w+)\".*(commands the controller\\.|})$");

    private final Path directory;
    private final int port;
    private final String tls;
    private Process process;

    /** Starts one; with {@code tls}, its certificate is {@code receiver.crt} in the directory. */
    public Rsyslog(Path directory, boolean tls) throws IOException {
        requireProgram(tls);
        if (tls) {
            makeCertificate(directory);
        }
        this.directory = directory;
        this.port = freePort();
        this.tls = tls ? """
            global(DefaultNetstreamDriver="gtls" DefaultNetstreamDriverCAFile="%1$s/receiver.crt"
              DefaultNetstreamDriverCertFile="%1$s/receiver.crt" DefaultNetstreamDriverKeyFile="%1$s/receiver.key")
            """.formatted(directory) : "";
        String driver = tls ? " StreamDriver.Name=\"gtls\" StreamDriver.Mode=\"1\" StreamDriver.AuthMode=\"anon\"" : "";
        Files.writeString(directory.resolve("rsyslog.conf"), this.tls + """
            global(workDirectory="%1$s" maxMessageSize="64k")
            module(load="imtcp"%2$s)
            template(name="raw" type="string" string="%%rawmsg%%\\n")
            ruleset(name="all") { action(type="omfile" file="%1$s/received.log" template="raw") }
            input(type="imtcp" port="%3$d" address="127.0.0.1" ruleset="all")
            """.formatted(directory, driver, port));
        this.process = run();
    }

    public int port() {
        return port;
    }

    /** What has been received whole, as {@code id/revision/change}, in order, duplicates included. */
    public List<String> received() {
        List<String> received = new ArrayList<>();
        for (String line : lines()) {
            Matcher matcher = MESSAGE.matcher(line);
            if (matcher.matches()) {
                received.add(matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(4));
            }
        }
        return received;
    }

    public List<String> lines() {
        try {
            Path file = directory.resolve("received.log");
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** kill -9, as a crash would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public void restart() throws IOException {
        process = run();
    }

    private Process run() throws IOException {
        Files.deleteIfExists(directory.resolve("rsyslog.pid"));
        Process started = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-n",
                        "-f",
                        directory.resolve("rsyslog.conf").toString(),
                        "-i",
                        directory.resolve("rsyslog.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("rsyslog.out").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(20)).until(this::listening);
        assertThat(started.isAlive()).isTrue();
        return started;
    }

    /** A certificate of the receiver's own, as its administrator would make it. */
    private static void makeCertificate(Path directory) throws IOException {
        String command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout receiver.key -out receiver.crt -days 2"
                + " -subj /CN=localhost -addext subjectAltName=DNS:localhost";
        Process openssl = new ProcessBuilder(command.split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.onExit().join().exitValue()).isZero();
    }

    private boolean listening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void requireProgram(boolean tls) {
        boolean there = Files.isExecutable(PROGRAM) && (!tls || Files.exists(GNUTLS));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("rsyslog and rsyslog-gnutls are installed").isTrue();
        }
        Assumptions.assumeTrue(there, "needs rsyslog and rsyslog-gnutls");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
