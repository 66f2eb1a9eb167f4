package io.fieldwarden.whole;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real rsyslog that writes what it receives by TCP to a file, one message a line. */
final class Rsyslog implements AutoCloseable {
    private final Path directory;
    private final Path program;
    private final int port = Site.freePort();
    private Launched running;

    Rsyslog(Path directory, Path program) throws IOException {
        this.directory = directory;
        this.program = program;
        Files.createDirectories(directory.resolve("rsyslog"));
        Files.writeString(directory.resolve("rsyslog.conf"), """
            global(workDirectory="%1$s/rsyslog" maxMessageSize="64k")
            module(load="imtcp")
            template(name="raw" type="string" string="%%rawmsg%%\\n")
            ruleset(name="alerts") { action(type="omfile" file="%1$s/syslog.txt" template="raw" asyncWriting="off") }
            input(type="imtcp" address="127.0.0.1" port="%2$d" ruleset="alerts")
            """.formatted(directory, port));
        this.running = start();
    }

    private Launched start() {
        Launched started = Launched.startOther(
                "rsyslogd",
                directory,
                List.of(
                        program.toString(),
                        "-n",
                        "-f",
                        directory.resolve("rsyslog.conf").toString(),
                        "-i",
                        directory.resolve("rsyslog.pid").toString()));
        Awaitility.await("rsyslog listens").atMost(Duration.ofSeconds(20)).until(this::listens);
        return started;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Kills it at once and starts it anew. */
    void crash() throws IOException {
        running.kill();
        Files.deleteIfExists(directory.resolve("rsyslog.pid"));
        running = start();
    }

    /** Everything received so far. */
    List<String> messages() throws IOException {
        Path file = directory.resolve("syslog.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public void close() {
        running.close();
    }
}
