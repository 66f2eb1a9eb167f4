package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.JoinToken;
import io.fieldwarden.agent.enrolment.Enrolment;
import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.agent.enrolment.Identity;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fieldwarden agent enroll}: gets this agent its certificate, once. */
@Command(
        name = "enroll",
        aliases = "enrol",
        mixinStandardHelpOptions = true,
        description = {
            "Gets this agent its certificate from the collector, with a one-time join token.",
            "Make the token on the collector: fieldwarden collector token create",
            "Without --token and --token-file the token is asked for, or read from standard input."
        })
public final class EnrollCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int UNUSABLE_INPUT = 2;
    private static final int TOKEN_CHARACTERS_MAX = 1024;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--collector",
            required = true,
            paramLabel = "URL",
            description = "https://HOST:PORT, its port for agents")
    private URI collector = URI.create("");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token; other users of this machine may see it in the process list, prefer --token-file")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with the token; - for standard input")
    private @Nullable Path tokenFile;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What this agent is called: letters, digits, '.', '_', '-'")
    private String name = "";

    @Option(names = "--site", required = true, paramLabel = "SITE", description = "Where it stands")
    private String site = "";

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The agent's state directory")
    private Path state = Path.of("");

    @Option(names = "--force", description = "Replace the identity this agent has already")
    private boolean force;

    @Override
    public Integer call() throws InterruptedException {
        JoinToken joinToken;
        try {
            joinToken = JoinToken.parse(tokenText());
        } catch (IOException | IllegalArgumentException e) {
            err().println("The join token cannot be used: " + e.getMessage());
            return UNUSABLE_INPUT;
        }
        try {
            Identity identity = new Enrolment(state).enrol(joinToken, collector, name, site, force);
            out().println("Enrolled as " + identity.agent() + " at " + identity.site()
                    + ". The certificate is good until "
                    + identity.certificate().getNotAfter().toInstant() + " and renews itself. Start the agent next.");
            return 0;
        } catch (EnrolmentException e) {
            err().println("Not enrolled: " + e.getMessage());
            return REFUSED;
        }
    }

    private String tokenText() throws IOException {
        if (token != null && tokenFile != null) {
            throw new IllegalArgumentException("both --token and --token-file were given, expected one");
        }
        if (token != null) {
            return token;
        }
        if (tokenFile != null && !tokenFile.toString().equals("-")) {
            return firstLine(Files.newBufferedReader(tokenFile, StandardCharsets.UTF_8));
        }
        Console console = System.console();
        if (tokenFile == null && console != null && console.isTerminal()) {
            char[] typed = console.readPassword("Join token: ");
            return typed == null ? "" : new String(typed);
        }
        return firstLine(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private static String firstLine(BufferedReader text) throws IOException {
        try (text) {
            char[] start = new char[TOKEN_CHARACTERS_MAX];
            int length = Math.max(0, text.read(start));
            return new String(start, 0, length).lines().findFirst().orElse("");
        }
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled this command in");
        }
        return spec;
    }
}
