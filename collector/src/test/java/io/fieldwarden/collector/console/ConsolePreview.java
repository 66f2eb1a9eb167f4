package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.collector.store.AlertSearch;
import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.fieldwarden.collector.store.account.AccountLimits;
import io.fieldwarden.collector.store.account.Accounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A console over a seeded store: for its tests, and as a program ({@code main}) to look at it in a browser. */
final class ConsolePreview implements AutoCloseable {
    static final String NAME = "olga";
    static final String PASSWORD = "calm control room";

    final Database database;
    final SqliteAlertStore store;
    final Accounts accounts;
    final PlantStory story;
    final int port;
    private final Console console;

    ConsolePreview(Path dir, boolean seeded, int port) {
        Instant now = Instant.now();
        database = Database.open(dir);
        store = new SqliteAlertStore(database, InstantSource.system());
        accounts = new Accounts(database, AccountLimits.STANDARD, InstantSource.system());
        story = new PlantStory(now);
        accounts.create(NAME, PASSWORD);
        if (seeded) {
            seed(now);
        }
        ConsoleSources sources = new ConsoleSources(
                store,
                new AlertSearch(database),
                accounts,
                seeded ? story.fleet() : new PlantStory.LookedAtFleet(List.of()),
                List.of(),
                InstantSource.system());
        console = new Console(
                new ConsoleConfig("127.0.0.1", port), ConsoleLimits.STANDARD, sources, TestTls.selfSigned());
        this.port = console.start();
    }

    private void seed(Instant now) {
        store.append(PlantStory.AGENT, story.alerts(), now);
        for (int i = 0; i < 60; i += 4) {
            AlertState state = i % 8 == 0 ? AlertState.CLOSED : AlertState.ACKNOWLEDGED;
            store.setState(PlantStory.id(100 + i), state, "planned maintenance on line 2", NAME);
        }
    }

    /** Stores one more alert, as if it had just arrived. */
    void arrive(Alert alert) {
        store.append(alert.agent(), List.of(alert), Instant.now());
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        console.close();
        database.close();
    }

    /** Serves until it is killed: {@code ConsolePreview [port]}. */
    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("fieldwarden-preview");
        ConsolePreview preview = new ConsolePreview(dir, true, args.length > 0 ? Integer.parseInt(args[0]) : 9443);
        System.out.println(preview.url() + "  name: " + NAME + "  password: " + PASSWORD);
        Thread.currentThread().join();
    }
}
