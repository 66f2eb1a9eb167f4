package io.fieldwarden.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One process of the product, started as a user starts it: through the launcher. What it prints goes to a file. */
final class Part implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path log;

    private Part(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts {@code fieldwarden <arguments>} and leaves it running. */
    static Part start(String name, Path directory, List<String> arguments) {
        Path log = directory.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return new Part(name, process, log);
        } catch (IOException e) {
            throw new DemoException("the " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Runs {@code fieldwarden <arguments>} to its end and returns what it printed. */
    static String run(String name, List<String> arguments, String input) {
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .start();
            try (var standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed;
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                printed = String.join("\n", reader.lines().toList());
            }
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DemoException(name + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new DemoException(name + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException(name + " was interrupted", e);
        }
    }

    private static List<String> command(List<String> arguments) {
        String home = System.getenv("FIELDWARDEN_HOME");
        if (home == null) {
            throw new DemoException("start me with the launcher: ./fieldwarden demo");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(home, "fieldwarden").toString());
        command.addAll(arguments);
        return command;
    }

    /** Waits until the log has a line that contains {@code text}, and returns that line. */
    String awaitLine(String text, int secondsMax) throws InterruptedException {
        for (int step = 0; step < secondsMax * 10; step++) {
            Optional<String> line =
                    lines().stream().filter(each -> each.contains(text)).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            if (!process.isAlive()) {
                throw new DemoException("the " + name + " stopped: " + String.join("\n", lines()));
            }
            Thread.sleep(100);
        }
        throw new DemoException("the " + name + " was not ready within " + secondsMax + " seconds; see " + log);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
