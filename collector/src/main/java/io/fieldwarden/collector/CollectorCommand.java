package io.fieldwarden.collector;

import io.fieldwarden.collector.store.StoreException;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The collector's command line: {@code fieldwarden collector …}. */
@Command(
        name = "fieldwarden collector",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Gathers the alerts of all agents, shows them in the console and forwards them to sinks.",
        synopsisSubcommandLabel = "[run | check-config | token | agent]",
        subcommands = {
            CollectorCommand.Run.class,
            CollectorCommand.CheckConfig.class,
            TokenCommand.class,
            AgentsCommand.class,
            CommandLine.HelpCommand.class
        })
public final class CollectorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private CollectorCommand() {}

    /** Without a verb: run. */
    @Override
    public Integer call() throws Exception {
        return run(config.read(), spec.commandLine().getOut());
    }

    /** Runs the command line; exits 0, or 2 with one clear line if something given cannot be used. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new CollectorCommand());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ConfigException
                    || failure instanceof IOException
                    || failure instanceof StoreException
                    || failure instanceof PortException
                    || failure instanceof IllegalArgumentException) {
                command.getErr().println("fieldwarden: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw failure;
        });
        return line.execute(arguments);
    }

    /** Where the configuration is. */
    static final class ConfigOption {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                defaultValue = "collector.yaml",
                description = "Configuration file; default: ${DEFAULT-VALUE} in the current directory.")
        private Path file = Path.of("collector.yaml");

        CollectorConfig read() {
            return CollectorConfig.read(file);
        }

        Path file() {
            return file;
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs the collector until it is stopped (SIGTERM or Ctrl-C).")
    static final class Run implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return run(config.read(), spec.commandLine().getOut());
        }
    }

    @Command(
            name = "check-config",
            mixinStandardHelpOptions = true,
            description = "Reads the configuration, checks it and says what is wrong with it. Starts nothing.")
    static final class CheckConfig implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Sinks.read(config.read().sinks());
            spec.commandLine().getOut().println(config.file() + " is good.");
            return CommandLine.ExitCode.OK;
        }
    }

    private static int run(CollectorConfig config, PrintWriter out) throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Collector collector = Collector.start(config, InstantSource.system());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            collector.close();
                            stopped.countDown();
                        },
                        "stop"));
        collector.firstPassword().ifPresent(password -> {
            out.println("The first account has been made; its password is shown this one time:");
            out.println("  account:  admin");
            out.println("  password: " + password);
        });
        out.println(
                "The console is at https://" + shown(config.console().listen()) + ":" + collector.consolePort() + "/");
        out.flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    /** An address to listen on is not always one to type into a browser. */
    private static String shown(String listen) {
        return switch (listen) {
            case "0.0.0.0", "::", "127.0.0.1", "::1" -> "localhost";
            default -> listen.contains(":") ? "[" + listen + "]" : listen;
        };
    }
}
