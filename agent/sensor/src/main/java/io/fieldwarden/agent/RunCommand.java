package io.fieldwarden.agent;

import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fieldwarden agent run}: watches until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Watches until it is told to stop (SIGTERM, Ctrl-C).")
final class RunCommand implements Callable<Integer> {
    private static final int STOP_SECONDS_MAX = 15;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/fieldwarden/agent.yaml",
            description = "configuration (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("");

    @Option(names = "--seconds", paramLabel = "N", description = "stop after N seconds, for trying out")
    private int seconds;

    @Override
    public Integer call() throws IOException, EnrolmentException {
        AgentConfig read = ConfigReader.read(config, AgentConfig.class);
        Settings.check(read);
        CountDownLatch ended = new CountDownLatch(1);
        try (Agent agent = new Agent(read)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, ended), "stop"));
            if (seconds > 0) {
                Thread.ofVirtual().start(() -> stopLater(agent));
            }
            agent.run();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private void stopLater(Agent agent) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        agent.stop();
    }

    private static void stop(Agent agent, CountDownLatch ended) {
        agent.stop();
        try {
            if (!ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                System.err.println("fieldwarden: not everything came to its end in time; what is spooled is kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
