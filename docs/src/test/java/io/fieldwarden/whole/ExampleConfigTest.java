package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.AgentConfig;
import io.fieldwarden.agent.policy.PolicyFile;
import io.fieldwarden.collector.CollectorConfig;
import io.fieldwarden.collector.sink.file.FileSettings;
import io.fieldwarden.collector.sink.syslog.SyslogSettings;
import io.fieldwarden.config.ConfigReader;
import io.fieldwarden.house.Project;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configurations people copy can be read, and the full ones show every key there is. */
class ExampleConfigTest {
    private static final Path CONFIG = Project.root().resolve("config");

    @Test
    void every_example_can_be_read() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(CONFIG)) {
            examples = files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (Path example : examples) {
            assertThat(read(example)).as(example.toString()).isNotNull();
        }
    }

    private static Record read(Path example) {
        String name = String.valueOf(example.getFileName());
        if (name.startsWith("policy")) {
            return PolicyFile.read(example);
        }
        return name.startsWith("agent")
                ? ConfigReader.read(example, AgentConfig.class)
                : ConfigReader.read(example, CollectorConfig.class);
    }

    @Test
    void the_full_agent_configuration_shows_every_key() throws IOException {
        assertShown("agent-full.yaml", AgentConfig.class);
    }

    @Test
    void the_full_collector_configuration_shows_every_key() throws IOException {
        assertShown("collector-full.yaml", CollectorConfig.class, SyslogSettings.class, FileSettings.class);
    }

    private static void assertShown(String example, Class<?>... records) throws IOException {
        String yaml = Files.readString(CONFIG.resolve(example));
        List<String> keys = new ArrayList<>();
        for (Class<?> type : records) {
            collect(type, keys);
        }
        assertThat(keys).hasSizeGreaterThan(15);
        assertThat(keys)
                .allSatisfy(key -> assertThat(Pattern.compile("(?m)(^|[\\s#{,-])" + Pattern.quote(key) + ":")
                                .matcher(yaml)
                                .find())
                        .as("%s shows the key %s", example, key)
                        .isTrue());
    }

    private static void collect(Class<?> type, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
            nested(component.getGenericType())
                    .filter(each -> each.getEnclosingClass() == type)
                    .forEach(each -> collect(each, keys));
        }
    }

    /** The records a component's type is made of: itself, or what a list holds. */
    private static Stream<Class<?>> nested(Type type) {
        Stream<Type> parts =
                type instanceof ParameterizedType list ? Stream.of(list.getActualTypeArguments()) : Stream.of(type);
        return parts.filter(Class.class::isInstance)
                .<Class<?>>map(Class.class::cast)
                .filter(Class::isRecord);
    }
}
