package io.fieldwarden.agent;

import io.fieldwarden.config.ConfigReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fieldwarden agent check-config}: says what is wrong with a configuration, and where. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Says what is wrong with a configuration, and where. Exit status 0 if nothing is, else 2.")
final class CheckConfigCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/fieldwarden/agent.yaml",
            description = "configuration (default: ${DEFAULT-VALUE})")
    private Path config = Path.of("");

    @Override
    public Integer call() {
        AgentConfig read = ConfigReader.read(config, AgentConfig.class);
        Settings.check(read);
        System.out.println(config + ": fine");
        return 0;
    }
}
