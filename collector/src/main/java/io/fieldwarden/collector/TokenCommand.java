package io.fieldwarden.collector;

import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.enrolment.Tokens;
import io.fieldwarden.collector.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fieldwarden collector token …}: join tokens. Works while the collector runs, and while it does not. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the join tokens agents enrol with.",
        subcommands = {TokenCommand.Create.class, TokenCommand.ListAll.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a join token and prints it, this one time.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private CollectorCommand.ConfigOption config = new CollectorCommand.ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--ttl",
                paramLabel = "TIME",
                defaultValue = "24h",
                converter = Life.class,
                description = "How long it is good, for instance 30m, 24h or 7d; default: ${DEFAULT-VALUE}.")
        private Duration life = Duration.ofHours(24);

        @Option(
                names = "--uses",
                paramLabel = "N",
                defaultValue = "1",
                description = "For how many agents it is good; default: ${DEFAULT-VALUE}.")
        private int uses = 1;

        @Option(names = "--site", paramLabel = "SITE", description = "Only for agents of this site.")
        private @Nullable String site;

        @Option(names = "--name", paramLabel = "AGENT", description = "Only for the agent of this name.")
        private @Nullable String agent;

        @Option(
                names = "--replace",
                description =
                        "It may take over the name of an agent that is enrolled, whose certificate is then revoked.")
        private boolean replace;

        @Override
        public Integer call() throws IOException {
            Tokens.Grant grant = new Tokens.Grant(life, uses, site, agent, replace);
            CollectorConfig read = config.read();
            Instant now = Instant.now();
            Authority authority = Authority.open(read.dataDir(), EnrolmentLimits.standard(), now);
            try (Database database = Database.open(read.dataDir())) {
                Tokens.Created created = new Tokens(database).create(authority, grant, now);
                CommandLine line = spec.commandLine();
                line.getOut().println(created.token().reveal());
                line.getErr()
                        .println("Token " + created.id() + " is good for " + uses
                                + (uses == 1 ? " agent" : " agents") + " until " + created.expiresAt()
                                + ". It is not shown again.");
            }
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all join tokens, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private CollectorCommand.ConfigOption config = new CollectorCommand.ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Instant now = Instant.now();
            PrintWriter out = spec.commandLine().getOut();
            try (Database database = Database.open(config.read().dataDir())) {
                out.printf("%-10s %-8s %5s  %-22s %-20s %s%n", "TOKEN", "STATE", "USES", "EXPIRES", "SITE", "AGENT");
                for (Tokens.Stored token : new Tokens(database).list()) {
                    out.printf(
                            "%-10s %-8s %5d  %-22s %-20s %s%n",
                            token.id(),
                            state(token, now),
                            token.usesLeft(),
                            token.expiresAt().toString().substring(0, 19) + "Z",
                            token.site() == null ? "any" : token.site(),
                            token.agent() == null ? "any" : token.agent());
                }
            }
            return CommandLine.ExitCode.OK;
        }

        private static String state(Tokens.Stored token, Instant now) {
            if (token.revokedAt() != null) {
                return "revoked";
            } else if (token.usesLeft() == 0) {
                return "used";
            }
            return now.isBefore(token.expiresAt()) ? "good" : "expired";
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a join token, at once.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private CollectorCommand.ConfigOption config = new CollectorCommand.ConfigOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "TOKEN", description = "Its id, as token list shows it.")
        private String id = "";

        @Override
        public Integer call() {
            try (Database database = Database.open(config.read().dataDir())) {
                if (!new Tokens(database).revoke(id, Instant.now())) {
                    throw new IllegalArgumentException("there is no token " + id + " that is not revoked already");
                }
                spec.commandLine().getOut().println("Token " + id + " is revoked.");
            }
            return CommandLine.ExitCode.OK;
        }
    }

    /** {@code 30m}, {@code 24h}, {@code 7d}. */
    static final class Life implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\s*([smhd])");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException("expected a time such as 30m, 24h or 7d, found \"" + text + "\"");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
    }
}
