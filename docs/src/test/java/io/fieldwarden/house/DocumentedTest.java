package io.fieldwarden.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.collector.sink.SinkPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every plug-in has its page, every alert type its place in the catalogue, every link of the documentation leads somewhere. */
class DocumentedTest {
    private static final Path DOCS = Project.root().resolve("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)");

    @Test
    void every_protocol_and_payload_format_has_its_page() {
        List<String> names = new ArrayList<>();
        ServiceLoader.load(ProtocolDecoder.class).forEach(each -> names.add(each.protocol()));
        ServiceLoader.load(PayloadDecoder.class).forEach(each -> names.add(each.format()));
        assertThat(names).hasSizeGreaterThanOrEqualTo(4);
        assertThat(names)
                .allSatisfy(name -> assertThat(DOCS.resolve("protocols").resolve(name + ".md"))
                        .isRegularFile());
    }

    @Test
    void every_detector_names_its_alert_types_on_the_page_of_its_family() throws IOException {
        List<Detector> detectors = Detection.plugged();
        assertThat(detectors).hasSizeGreaterThanOrEqualTo(15);
        for (Detector detector : detectors) {
            String room = detector.getClass().getPackageName();
            String page = Files.readString(
                    DOCS.resolve("detectors").resolve(room.substring(room.lastIndexOf('.') + 1) + ".md"));
            assertThat(detector.raises()).allSatisfy(raise -> assertThat(page).contains("`" + raise.type() + "`"));
        }
    }

    @Test
    void every_alert_type_raised_is_in_the_catalogue() {
        AlertCatalogue catalogue = AlertCatalogue.load();
        Set<String> raised = Detection.plugged().stream()
                .flatMap(detector -> detector.raises().stream())
                .map(Raise::type)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(raised).hasSizeGreaterThanOrEqualTo(21);
        assertThat(raised)
                .allSatisfy(type -> assertThat(catalogue.find(type)).as(type).isPresent());
    }

    @Test
    void every_sink_has_its_page() {
        List<String> types = new ArrayList<>();
        ServiceLoader.load(SinkPlugin.class).forEach(each -> types.add(each.type()));
        assertThat(types).hasSizeGreaterThanOrEqualTo(2);
        assertThat(types)
                .allSatisfy(type ->
                        assertThat(DOCS.resolve("sinks").resolve(type + ".md")).isRegularFile());
    }

    @Test
    void every_test_the_threat_model_names_exists() throws IOException {
        Set<String> tests = Project.sources(true).stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> named = Pattern.compile("`([A-Za-z]+(?:Test|IT))`")
                .matcher(Files.readString(DOCS.resolve("operating/security.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(tests).containsAll(named);
    }

    @Test
    void every_link_of_the_documentation_leads_somewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        List<Path> pages = new ArrayList<>(Project.files(DOCS).stream()
                .filter(file ->
                        file.toString().endsWith(".md") && !file.toString().contains("/target/"))
                .toList());
        pages.addAll(List.of(
                Project.root().resolve("README.md"),
                Project.root().resolve("CONTRIBUTING.md"),
                Project.root().resolve("SECURITY.md")));
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (!link.contains("://") && !Files.exists(page.resolveSibling(link))) {
                    dead.add(Project.root().relativize(page) + " -> " + link);
                }
            }
        }
        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(dead).isEmpty();
    }
}
