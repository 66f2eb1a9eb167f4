package io.fieldwarden.collector;

import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.Enrolment;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.fleet.AgentView;
import io.fieldwarden.collector.fleet.StoredFleet;
import io.fieldwarden.collector.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fieldwarden collector agent …}: the enrolled agents. Works while the collector runs, and while it does not. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Lists the enrolled agents and revokes them.",
        subcommands = {AgentsCommand.ListAll.class, AgentsCommand.Revoke.class})
final class AgentsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the agents and when they were last heard.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private CollectorCommand.ConfigOption config = new CollectorCommand.ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            CollectorConfig read = config.read();
            PrintWriter out = spec.commandLine().getOut();
            try (Database database = Database.open(read.dataDir())) {
                out.printf(
                        "%-24s %-16s %-8s %-21s %-21s %s%n",
                        "AGENT", "SITE", "STATE", "LAST HEARD", "CERT ENDS", "VERSION");
                for (AgentView agent : fleet(read, database).agents()) {
                    out.printf(
                            "%-24s %-16s %-8s %-21s %-21s %s%n",
                            agent.name(),
                            agent.site(),
                            agent.revoked() ? "revoked" : "enrolled",
                            shown(agent.lastHeard()),
                            shown(agent.certificateExpires()),
                            agent.version().replaceAll("\\p{C}", "?"));
                }
            }
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes an agent's certificates, at once; a running collector closes its connections.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private CollectorCommand.ConfigOption config = new CollectorCommand.ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "AGENT", description = "Its name, as agent list shows it.")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            CollectorConfig read = config.read();
            try (Database database = Database.open(read.dataDir())) {
                if (!fleet(read, database).revoke(name, "command line", Instant.now())) {
                    throw new IllegalArgumentException("there is no agent " + name + " that is not revoked already");
                }
                spec.commandLine().getOut().println("Agent " + name + " is revoked.");
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private static StoredFleet fleet(CollectorConfig config, Database database) throws IOException {
        Authority authority = Authority.open(config.dataDir(), EnrolmentLimits.standard(), Instant.now());
        return new StoredFleet(database, new Enrolment(database, authority));
    }

    private static String shown(@Nullable Instant instant) {
        return instant == null ? "never" : instant.toString().substring(0, 19) + "Z";
    }
}
