package io.fieldwarden.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.fieldwarden.house.FloorPlan.Arrow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The drawing is the rule: {@code docs/architecture.puml} against the compiled classes. */
class FloorPlanTest {
    private static final int CLASSES_MIN = 450;
    private static final String HOUSE = "io.fieldwarden";

    /** Which rooms, below {@code io.fieldwarden}, may see a third party's types; everybody else talks to the room. */
    private static final Map<String, Set<String>> THIRD_PARTIES = Map.ofEntries(
            Map.entry("com.zaxxer", Set.of("collector.store")),
            Map.entry("io.avaje", Set.of("agent.contract", "agent.contract.catalogue", "agent.replay")),
            Map.entry("io.micrometer", Set.of("agent.telemetry", "collector.telemetry")),
            Map.entry("io.moquette", Set.of("demo")),
            Map.entry("io.netty", Set.of("collector.sink.syslog")),
            Map.entry("io.vertx", Set.of("collector", "collector.console", "collector.ingest", "collector.telemetry")),
            Map.entry("org.bouncycastle", Set.of("collector.enrolment", "collector.store.account")),
            Map.entry("org.eclipse.paho", Set.of("agent.capture.broker", "demo")),
            Map.entry("org.flywaydb", Set.of("collector.store")),
            Map.entry(
                    "org.jdbi",
                    Set.of(
                            "collector.enrolment",
                            "collector.fleet",
                            "collector.sink",
                            "collector.store",
                            "collector.store.account")),
            Map.entry("org.snakeyaml", Set.of("collector.console", "config")),
            Map.entry("org.sqlite", Set.of("collector.store")),
            Map.entry("picocli", Set.of("agent", "collector", "demo")),
            Map.entry("tools.jackson", Set.of("collector.sink.format")));

    /** Not ours: the Java runtime, logging and nullness annotations, which every room may see. */
    private static final List<String> EVERYWHERE =
            List.of("java.", "javax.", "com.sun.", "org.slf4j.", "org.jspecify.", HOUSE);

    private static JavaClasses classes;
    private static FloorPlan plan;

    @BeforeAll
    static void read() throws IOException {
        classes = Project.production();
        plan = FloorPlan.read();
    }

    @Test
    void enough_of_the_house_was_seen() {
        assertThat(classes.size()).isGreaterThan(CLASSES_MIN);
        assertThat(plan.rooms()).hasSizeGreaterThan(20);
    }

    @Test
    void every_room_is_on_the_plan() {
        Set<String> packages = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.endsWith(".jsonb")) // generated beside the contract
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(plan.rooms().values()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void only_drawn_arrows_exist_and_every_drawn_arrow_is_walked() {
        Set<Arrow> walked = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(FloorPlanTest::betweenRooms)
                .map(dependency -> new Arrow(
                        room(dependency.getOriginClass().getPackageName()),
                        room(dependency.getTargetClass().getBaseComponentType().getPackageName())))
                .filter(arrow -> !arrow.from().equals(arrow.to()))
                .collect(Collectors.toSet());
        assertThat(walked).hasSizeGreaterThan(30);
        List<String> undrawn = new ArrayList<>();
        classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(FloorPlanTest::betweenRooms)
                .filter(dependency -> !isGenerated(dependency.getOriginClass()))
                .filter(FloorPlanTest::undrawn)
                .limit(60)
                .forEach(dependency -> undrawn.add(dependency.getDescription()));
        assertThat(undrawn).as("uses that are not drawn").isEmpty();
        assertThat(plan.arrows().stream().filter(arrow -> !walked.contains(arrow)))
                .as("drawn arrows nobody walks")
                .isEmpty();
    }

    @Test
    void siblings_do_not_know_each_other() {
        List<Arrow> between = plan.arrows().stream()
                .filter(arrow -> parent(arrow.from()).equals(parent(arrow.to())))
                .filter(arrow -> plan.rooms().containsValue(parent(arrow.from())))
                .filter(arrow -> List.of(".decode", ".detect", ".capture", ".sink").stream()
                        .anyMatch(parent(arrow.from())::endsWith))
                .toList();
        assertThat(between).isEmpty();
    }

    @Test
    void no_wall_clock_where_time_belongs_to_the_traffic() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.fieldwarden.agent.observation..",
                        "io.fieldwarden.agent.decode..",
                        "io.fieldwarden.agent.detect..",
                        "io.fieldwarden.agent.baseline..",
                        "io.fieldwarden.agent.evidence..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callConstructor(java.util.Date.class)
                .check(classes);
    }

    @Test
    void third_party_types_stay_in_their_room() {
        Set<String> strangers = new TreeSet<>();
        for (JavaClass type : classes) {
            if (isGenerated(type)) {
                continue;
            }
            String room = type.getPackageName().substring(HOUSE.length() + 1);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (target.contains(".")
                        && EVERYWHERE.stream().noneMatch(target::startsWith)
                        && !isAdmitted(target, room)) {
                    strangers.add(room + " uses " + target);
                }
            }
        }
        assertThat(strangers)
                .as("third-party types outside the rooms they are admitted to")
                .isEmpty();
    }

    private static boolean isAdmitted(String target, String room) {
        return THIRD_PARTIES.entrySet().stream()
                .anyMatch(library -> target.startsWith(library.getKey() + ".")
                        && library.getValue().contains(room));
    }

    /** What the JSON library writes beside the contract. */
    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().endsWith(".jsonb") || type.getSimpleName().endsWith("JsonAdapter");
    }

    @Test
    void nobody_writes_to_standard_output_but_the_commands() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.fieldwarden.agent",
                        "io.fieldwarden.agent.replay",
                        "io.fieldwarden.collector",
                        "io.fieldwarden.demo")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }

    @Test
    void every_plug_in_is_registered() throws IOException {
        Map<String, Path> services = Map.of(
                "io.fieldwarden.agent.decode.ProtocolDecoder", Path.of("agent/sensor"),
                "io.fieldwarden.agent.decode.PayloadDecoder", Path.of("agent/sensor"),
                "io.fieldwarden.agent.detect.Detector", Path.of("agent/sensor"),
                "io.fieldwarden.collector.sink.SinkPlugin", Path.of("collector"));
        for (Map.Entry<String, Path> service : services.entrySet()) {
            Set<String> implementations = classes.stream()
                    .filter(type -> type.isAssignableTo(service.getKey()))
                    .filter(type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                    .map(JavaClass::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(implementations).as(service.getKey()).isNotEmpty();
            Path file = Project.root()
                    .resolve(service.getValue())
                    .resolve("src/main/resources/META-INF/services")
                    .resolve(service.getKey());
            assertThat(Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#")))
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(implementations);
        }
    }

    private static boolean betweenRooms(Dependency dependency) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        return target.startsWith(HOUSE)
                && !room(dependency.getOriginClass().getPackageName()).equals(room(target));
    }

    private static boolean undrawn(Dependency dependency) {
        return !plan.arrows()
                .contains(new Arrow(
                        room(dependency.getOriginClass().getPackageName()),
                        room(dependency.getTargetClass().getBaseComponentType().getPackageName())));
    }

    private static String room(String packageName) {
        return packageName.endsWith(".jsonb") ? parent(packageName) : packageName;
    }

    private static String parent(String packageName) {
        return packageName.substring(0, packageName.lastIndexOf('.'));
    }
}
