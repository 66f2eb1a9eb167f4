package io.fieldwarden.agent;

import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The agent's command line: {@code fieldwarden agent …} and {@code fieldwarden replay …}. */
@Command(
        name = "fieldwarden agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Watches this gateway's traffic and says what is unusual.",
        subcommands = {
            RunCommand.class,
            EnrollCommand.class,
            CheckConfigCommand.class,
            BaselineCommand.class,
            VerdictCommand.class
        })
public final class AgentCommand {
    private AgentCommand() {}

    /** Runs the command line; exits 0, or 2 with one clear line if something given cannot be used. */
    public static void main(String[] arguments) {
        boolean replay = arguments.length > 0 && arguments[0].equals("replay");
        CommandLine line = new CommandLine(replay ? new ReplayCommand() : new AgentCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ConfigException
                    || failure instanceof IOException
                    || failure instanceof EnrolmentException) {
                System.err.println("fieldwarden: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        System.exit(line.execute(replay ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments));
    }
}
