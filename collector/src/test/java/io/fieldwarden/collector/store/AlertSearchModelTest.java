package io.fieldwarden.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.store.AlertFacets.Count;
import io.fieldwarden.collector.store.AlertFacets.Dimension;
import io.fieldwarden.collector.store.AlertQuery.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every answer of the search against the same question asked of a plain list in memory. */
class AlertSearchModelTest {
    private static final int ALERTS = 100_000;
    private static final int QUERIES = 120;
    private static final long SEED = 20261123;

    @TempDir
    static Path dir;

    private static final Map<String, Known> MODEL = new HashMap<>();
    private static Database database;
    private static AlertSearch search;

    private record Known(long n, Alert alert, AlertState state) {}

    @BeforeAll
    static void fill() {
        database = Database.open(dir);
        search = new AlertSearch(database);
        SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
        Random random = new Random(SEED);
        List<Alert> batch = new ArrayList<>();
        for (int n = 1; n <= ALERTS; n++) {
            Severity severity = Severity.values()[random.nextInt(5)];
            Alert alert = SampleAlerts.random(random, "gw-" + random.nextInt(12), n, severity)
                    .with(0, null);
            MODEL.put(alert.id(), new Known(n, alert, AlertState.OPEN));
            batch.add(alert);
            if (batch.size() == 5_000) {
                batch.stream()
                        .collect(Collectors.groupingBy(Alert::agent, TreeMap::new, Collectors.toList()))
                        .forEach((agent, alerts) -> store.append(agent, alerts, Instant.now()));
                batch.clear();
            }
        }
        assertThat(batch).isEmpty();
        revise(store, random);
    }

    /** Some alerts get a later revision with another severity, some a state. */
    private static void revise(SqliteAlertStore store, Random random) {
        for (int i = 0; i < 600; i++) {
            Known known = known(SampleAlerts.id(1 + random.nextInt(ALERTS)));
            if (i % 2 == 0) {
                AlertState state = AlertState.values()[random.nextInt(3)];
                store.setState(known.alert().id(), state, "because", "olga");
                MODEL.put(known.alert().id(), new Known(known.n(), known.alert(), state));
            } else {
                Alert was = known.alert();
                Alert later = SampleAlerts.random(random, was.agent(), known.n(), Severity.CRITICAL)
                        .with(was.revision() + 1, null);
                assertThat(store.append(was.agent(), List.of(later), Instant.now())
                                .stored())
                        .isEqualTo(1);
                MODEL.put(was.id(), new Known(known.n(), later, known.state()));
            }
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_and_match_the_model() {
        Random random = new Random(SEED + 1);
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            AlertQuery query = randomQuery(random);
            List<String> expected = modelled(query).stream().limit(450).toList();
            List<String> paged = new ArrayList<>();
            String cursor = "";
            do {
                AlertPage page = search.page(query, cursor, 150);
                page.rows().forEach(row -> paged.add(row.alert().id()));
                cursor = page.next();
            } while (!cursor.isEmpty() && paged.size() < 450);
            assertThat(times(paged.stream().limit(450).toList(), query.order()))
                    .as("%s", query)
                    .isEqualTo(times(expected, query.order()));
            assertThat(paged).doesNotHaveDuplicates();
            assertThat(modelled(query)).containsAll(paged);
            found += expected.size();
        }
        assertThat(found).as("alerts found by all queries together").isGreaterThan(QUERIES);
    }

    @Test
    void facets_match_the_model_and_counters_never_drift() {
        Random random = new Random(SEED + 2);
        for (int i = 0; i < 40; i++) {
            AlertQuery query = i % 2 == 0 ? onlyFacets(randomQuery(random)) : randomQuery(random);
            AlertFacets facets = search.facets(query);
            if (facets.exact()) {
                assertThat(facets.matching())
                        .as("%s", query)
                        .isEqualTo(modelled(query).size());
                assertThat(counts(facets, Dimension.STATE)).as("%s", query).isEqualTo(modelledStates(query));
            } else {
                assertThat(query.answeredByCounters()).isFalse();
            }
        }
        assertThat(search.facets(AlertQuery.ALL).matching()).isEqualTo(ALERTS);
    }

    @Test
    void the_histogram_of_whole_hours_equals_the_one_that_reads_every_alert() {
        Instant from = SampleAlerts.START;
        List<AlertBucket> counted = search.histogram(AlertQuery.ALL, from, Duration.ofHours(1), 72);
        AlertQuery same = with(AlertQuery.ALL, SampleAlerts.START.minusSeconds(1), "");
        assertThat(search.histogram(same, from, Duration.ofHours(1), 72)).isEqualTo(counted);
        assertThat(counted.stream()
                        .mapToLong(bucket -> bucket.alerts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .sum())
                .isEqualTo(ALERTS);
    }

    @Test
    void nothing_typed_is_read_as_syntax() {
        for (String typed : List.of(
                "\"",
                "\"\"",
                "a\" OR \"b",
                "NEAR(a b)",
                "words:x",
                "marks : state0",
                "* ",
                "^a",
                "a*b",
                "-a",
                "(",
                "NOT",
                "AND",
                "OR OR OR",
                "'; DROP TABLE alert; --",
                "\u0000",
                "\u202e",
                "%",
                "_",
                "{a b}: c",
                "😀",
                "\ud800",
                "x".repeat(10_000),
                "a ".repeat(5_000))) {
            AlertQuery query = with(AlertQuery.ALL, null, typed);
            search.page(query, "", 10);
            search.facets(query);
        }
        assertThat(search.page(with(AlertQuery.ALL, null, "marks:state0"), "", 10)
                        .rows())
                .isEmpty();
        assertThat(search.page(with(AlertQuery.ALL, null, "***"), "", 10).rows())
                .isEmpty();
        assertThat(search.page(with(AlertQuery.ALL, null, "10.0.3.77 PLC"), "", 10)
                        .rows())
                .isNotEmpty();
    }

    @Test
    void a_cursor_that_was_not_given_is_refused() {
        for (String cursor : List.of("x", "l", "l-", "f1-1", "l1-1;DROP", "lzzzzzzzzzzzzz-1", "l1-" + "z".repeat(40))) {
            assertThatThrownBy(() -> search.page(AlertQuery.ALL, cursor, 10))
                    .as(cursor)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static AlertQuery randomQuery(Random random) {
        Predicate<Integer> oneIn = n -> random.nextInt(n) == 0;
        return new AlertQuery(
                oneIn.test(2) ? EnumSet.of(Severity.values()[random.nextInt(5)], Severity.CRITICAL) : Set.of(),
                oneIn.test(3) ? Set.of(AlertState.values()[random.nextInt(3)]) : Set.of(),
                oneIn.test(4) ? Set.of("scan.port", "pv.malformed") : Set.of(),
                oneIn.test(4) ? Set.of("gw-" + random.nextInt(12)) : Set.of(),
                oneIn.test(5) ? Set.of("site-5") : Set.of(),
                oneIn.test(4) ? Set.of("") : Set.of(),
                oneIn.test(4) ? SampleAlerts.START.plusSeconds(random.nextInt(72 * 3600)) : null,
                oneIn.test(4) ? SampleAlerts.START.plusSeconds(random.nextInt(72 * 3600)) : null,
                oneIn.test(3)
                        ? List.of("ENG-7", "plc-1 scan", "mqtt.wild", "10.0.3.9", "T0855")
                                .get(random.nextInt(5))
                        : "",
                oneIn.test(6) ? "10.0.4." + random.nextInt(20) : "",
                oneIn.test(2) ? Order.LAST_SEEN : Order.FIRST_SEEN);
    }

    private static AlertQuery onlyFacets(AlertQuery q) {
        return new AlertQuery(
                q.severities(),
                q.states(),
                q.types(),
                q.agents(),
                q.sites(),
                q.protocols(),
                null,
                null,
                "",
                "",
                q.order());
    }

    private static AlertQuery with(AlertQuery q, @Nullable Instant from, String text) {
        return new AlertQuery(
                q.severities(),
                q.states(),
                q.types(),
                q.agents(),
                q.sites(),
                q.protocols(),
                from,
                null,
                text,
                "",
                q.order());
    }

    private static List<String> modelled(AlertQuery query) {
        Comparator<Known> newest = Comparator.<Known, Instant>comparing(known -> time(known.alert(), query.order()))
                .reversed();
        return MODEL.values().stream()
                .filter(known -> matches(query, known, true))
                .sorted(newest)
                .map(known -> known.alert().id())
                .toList();
    }

    private static Map<String, Long> modelledStates(AlertQuery query) {
        return MODEL.values().stream()
                .filter(known -> matches(query, known, false))
                .collect(Collectors.groupingBy(known -> known.state().name(), Collectors.counting()));
    }

    private static Map<String, Long> counts(AlertFacets facets, Dimension dimension) {
        return facets.counts().getOrDefault(dimension, List.of()).stream()
                .collect(Collectors.toMap(Count::value, Count::alerts));
    }

    private static List<Instant> times(List<String> ids, Order order) {
        return ids.stream().map(id -> time(known(id).alert(), order)).toList();
    }

    private static Instant time(Alert alert, Order order) {
        return order == Order.LAST_SEEN ? alert.lastSeen() : alert.firstSeen();
    }

    private static boolean matches(AlertQuery query, Known known, boolean withState) {
        Alert alert = known.alert();
        return any(query.severities(), alert.severity())
                && (!withState || any(query.states(), known.state()))
                && any(query.types(), alert.type())
                && any(query.agents(), alert.agent())
                && any(query.sites(), alert.site())
                && any(query.protocols(), alert.protocol())
                && (query.from() == null || !alert.lastSeen().isBefore(query.from()))
                && (query.to() == null || !alert.firstSeen().isAfter(query.to()))
                && (query.address().isEmpty() || is(query, alert.originator()) || is(query, alert.responder()))
                && words(query.text(), alert);
    }

    private static boolean is(AlertQuery query, @Nullable Party party) {
        return party != null && party.address().equals(query.address());
    }

    private static Known known(String id) {
        return Objects.requireNonNull(MODEL.get(id));
    }

    private static <V> boolean any(Set<V> wanted, V value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    /** Each typed word, cut into letters and digits, must occur as consecutive words, the last as a beginning. */
    private static boolean words(String typed, Alert alert) {
        String all = " " + AlertWords.lettersAndDigits(new AlertWords(StoreLimits.STANDARD).of(alert)) + " ";
        for (String word : typed.split(" ")) {
            if (!word.isEmpty() && !all.contains(" " + AlertWords.lettersAndDigits(word))) {
                return false;
            }
        }
        return true;
    }
}
