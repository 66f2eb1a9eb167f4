package io.fieldwarden.agent;

import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The agent's command line: {@code fieldwarden agent …} and {@code fieldwarden replay …}. */
@Command(
        name = "fieldwarden agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Watches this gateway's traffic and says what is unusual.",
        subcommands = {ReplayCommand.class})
public final class AgentCommand {
    private AgentCommand() {}

    /** Runs the command line; exits 0, or 2 with one clear line if something given cannot be used. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new AgentCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ConfigException || failure instanceof IOException) {
                System.err.println("fieldwarden: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }
}
