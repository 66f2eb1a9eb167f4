package io.fieldwarden.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fieldwarden demo}: the main job on one machine, in a minute, without root. */
@Command(
        name = "fieldwarden demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs a collector, an agent, a small plant and an intruder on this machine, and says where to look.",
        footer = {
            "",
            "The agent learns a recorded minute of normal operation, then watches a recording in which somebody with a"
                    + " laptop scans, identifies, writes a set-point, listens to everything and publishes a command."
                    + " A live MQTT broker runs beside it. Everything stays under --directory; Ctrl-C stops all."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "where the demonstration keeps its files; emptied at start (default: ${DEFAULT-VALUE})")
    private Path directory = Path.of(".fieldwarden", "demo");

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            description = "port of the console on this machine; 0 picks a free one (default: ${DEFAULT-VALUE})")
    private int consolePort = 9443;

    @Option(names = "--seconds", paramLabel = "N", description = "stop after N seconds instead of waiting for Ctrl-C")
    private int seconds;

    @SuppressWarnings("NullAway.Init") // picocli calls it from the command line only
    private DemoCommand() {}

    /** Runs the command line; exits 0 when stopped, 2 if the demonstration cannot start. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Demonstration demonstration = new Demonstration(directory.toAbsolutePath(), consolePort)) {
            Thread stop = new Thread(demonstration::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            demonstration.start();
            demonstration.await(seconds);
            return 0;
        } catch (DemoException e) {
            System.err.println("fieldwarden demo: " + e.getMessage());
            return 2;
        }
    }
}
