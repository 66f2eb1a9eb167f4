package io.fieldwarden.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.fieldwarden.collector.store.AlertStore.Stored;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAlertStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path dir;

    private Database database;
    private SqliteAlertStore store;

    @BeforeEach
    void open() {
        database = Database.open(dir);
        store = new SqliteAlertStore(database, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_batch_sent_twice_is_stored_once() {
        List<Alert> batch = List.of(SampleAlerts.plain("gw-1", 1), SampleAlerts.plain("gw-1", 2));
        assertThat(store.append("gw-1", batch, NOW)).isEqualTo(new Stored(2, 0));
        assertThat(store.append("gw-1", batch, NOW)).isEqualTo(new Stored(0, 2));
        assertThat(store.changesAfter(0, 10)).hasSize(2);
    }

    @Test
    void an_older_revision_after_a_newer_one_changes_nothing() {
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 3, Severity.HIGH, null)), NOW);
        assertThat(store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 2, Severity.LOW, null)), NOW))
                .isEqualTo(new Stored(0, 1));
        assertThat(new AlertSearch(database)
                        .row(SampleAlerts.id(1))
                        .orElseThrow()
                        .alert()
                        .revision())
                .isEqualTo(3);
    }

    @Test
    void changes_come_in_order_each_as_the_alert_was_then() {
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 0, Severity.LOW, null)), NOW);
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 1, Severity.CRITICAL, null)), NOW);
        store.setState(SampleAlerts.id(1), AlertState.CLOSED, "planned work", "admin");

        List<Change> changes = store.changesAfter(0, 10);

        assertThat(changes).extracting(Change::sequence).containsExactly(1L, 2L, 3L);
        assertThat(changes)
                .extracting(Change::kind)
                .containsExactly(Change.Kind.RAISED, Change.Kind.UPDATED, Change.Kind.STATE);
        assertThat(changes)
                .extracting(change -> change.alert().severity())
                .containsExactly(Severity.LOW, Severity.CRITICAL, Severity.CRITICAL);
        assertThat(changes.get(2).by()).isEqualTo("admin");
        assertThat(changes.get(2).reason()).isEqualTo("planned work");
        assertThat(changes.get(2).state()).isEqualTo(AlertState.CLOSED);
        assertThat(store.changesAfter(2, 10)).hasSize(1);
        assertThat(store.changesAfter(0, 1)).hasSize(1);
        assertThat(store.lastSequence()).isEqualTo(3);
    }

    @Test
    void a_revision_leaves_the_state_people_set() {
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        store.setState(SampleAlerts.id(1), AlertState.ACKNOWLEDGED, "", "admin");
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 1, Severity.HIGH, null)), NOW);
        assertThat(new AlertSearch(database)
                        .row(SampleAlerts.id(1))
                        .orElseThrow()
                        .state())
                .isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void evidence_is_kept_when_a_later_revision_brings_none() {
        Evidence evidence = new Evidence(3, new byte[] {1, 2, 3});
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 0, Severity.HIGH, evidence)), NOW);
        store.append("gw-1", List.of(SampleAlerts.of("gw-1", 1, 1, Severity.HIGH, null)), NOW);
        AlertRow row = new AlertSearch(database).row(SampleAlerts.id(1)).orElseThrow();
        assertThat(row.packets()).isEqualTo(3);
        assertThat(row.alert().evidence()).isNull();
    }

    @Test
    void an_agent_cannot_speak_for_another() {
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        assertThatThrownBy(() -> store.append("gw-2", List.of(SampleAlerts.plain("gw-1", 2)), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gw-1")
                .hasMessageContaining("gw-2");
        assertThat(store.append("gw-2", List.of(SampleAlerts.of("gw-2", 1, 9, Severity.INFO, null)), NOW))
                .isEqualTo(new Stored(0, 1));
    }

    @Test
    void closing_needs_a_reason() {
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        assertThatThrownBy(() -> store.setState(SampleAlerts.id(1), AlertState.CLOSED, " ", "admin"))
                .hasMessageContaining("reason");
        assertThat(store.setState(SampleAlerts.id(7), AlertState.CLOSED, "x", "admin"))
                .isEmpty();
    }

    @Test
    void listeners_are_told_after_each_commit_that_brought_something() {
        AtomicInteger told = new AtomicInteger();
        AlertStore.Subscription subscription = store.onChange(told::incrementAndGet);
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        assertThat(told).hasValue(1);
        subscription.close();
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 2)), NOW);
        assertThat(told).hasValue(1);
    }

    @Test
    void what_was_stored_is_there_after_opening_again() {
        store.append("gw-1", List.of(SampleAlerts.plain("gw-1", 1)), NOW);
        database.close();
        open();
        assertThat(store.changesAfter(0, 10)).hasSize(1);
        assertThat(store.changesAfter(0, 10).getFirst().alert()).isEqualTo(SampleAlerts.plain("gw-1", 1));
    }

    @Test
    void the_largest_evidence_is_kept_and_given_back_whole() {
        byte[] pcapng = new byte[Evidence.BYTES_MAX];
        new Random(5).nextBytes(pcapng);
        Alert alert = SampleAlerts.of("gw-1", 1, 0, Severity.HIGH, new Evidence(40, pcapng));
        Alert received = ContractJson.read(ContractJson.bytes(alert), Alert.class);
        store.append("gw-1", List.of(received), NOW);
        assertThat(new AlertSearch(database).evidence(alert.id())).contains(pcapng);
    }
}
