package io.fieldwarden.whole;

import static org.awaitility.Awaitility.await;

import io.fieldwarden.house.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process started as a user starts it, through the launcher; what it prints goes to a file. */
final class Launched implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final Process process;
    private final Path log;

    private Launched(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** What a finished process left behind. */
    record Result(int exit, String out, String err) {}

    /** Starts {@code fieldwarden <arguments>} and leaves it running; its log is appended to. */
    static Launched start(String name, Path directory, String... arguments) {
        return startOther(name, directory, command(arguments));
    }

    /** Starts any other program the same way. */
    static Launched startOther(String name, Path directory, List<String> command) {
        Path log = directory.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new Launched(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code fieldwarden <arguments>} to its end. */
    static Result run(Path directory, String... arguments) {
        return runOther(directory, Map.of(), command(arguments));
    }

    /** Runs any program to its end, with some variables of the environment set. */
    static Result runOther(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not come to an end: " + command);
            }
            Result result = new Result(process.exitValue(), text(out), text(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Project.root().resolve("fieldwarden").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Bytes in the log, to wait for what comes after them. */
    long logBytes() {
        return log.toFile().length();
    }

    /** Waits until a line that contains {@code text} is in the log after {@code fromBytes}, and returns it. */
    String awaitLine(String text, long fromBytes) {
        return await(name + " says: " + text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> {
                    if (!process.isAlive() && find(text, fromBytes).isEmpty()) {
                        throw new AssertionError(name + " has ended:\n" + logText(0));
                    }
                })
                .until(() -> find(text, fromBytes), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> find(String text, long fromBytes) {
        return logText(fromBytes).lines().filter(line -> line.contains(text)).findFirst();
    }

    /** Everything it printed after {@code fromBytes}. */
    String logText(long fromBytes) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = (int) Math.min(fromBytes, bytes.length);
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** As {@code kill -9} and a crash do it. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to stop, as systemd does, and waits until it has. */
    int stop() {
        process.destroy();
        await(name + " stops").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
