package io.fieldwarden.collector;

import io.fieldwarden.collector.sink.Sink;
import io.fieldwarden.collector.sink.SinkContext;
import io.fieldwarden.collector.sink.SinkPlugin;
import io.fieldwarden.collector.sink.SinkRunner;
import io.fieldwarden.collector.sink.SinkSettings;
import io.fieldwarden.collector.telemetry.RoomMeter;
import io.fieldwarden.config.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The configured sinks, each with the plug-in its {@code type} names. */
final class Sinks {
    private final List<Configured<?>> configured = new ArrayList<>();

    private record Configured<S extends Record & SinkSettings>(SinkPlugin<S> plugin, S settings) {
        Sink open(SinkContext context) throws IOException, InterruptedException {
            return plugin.open(settings, context);
        }
    }

    /**
     * Reads and checks the sinks of a configuration.
     *
     * @throws io.fieldwarden.config.ConfigException if one cannot be used
     */
    static Sinks read(List<Section> sections) {
        Map<String, SinkPlugin<?>> plugins = new TreeMap<>();
        for (SinkPlugin<?> plugin : ServiceLoader.load(SinkPlugin.class)) {
            plugins.put(plugin.type(), plugin);
        }
        Sinks sinks = new Sinks();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            String type = section.text("type");
            SinkPlugin<?> plugin = plugins.get(type);
            if (plugin == null) {
                throw section.refusal(
                        "type", "expected one of " + String.join(", ", plugins.keySet()) + ", found \"" + type + "\"");
            }
            if (!names.add(section.text("name"))) {
                throw section.refusal("name", "another sink is called \"" + section.text("name") + "\"");
            }
            sinks.configured.add(configure(plugin, section));
        }
        return sinks;
    }

    private static <S extends Record & SinkSettings> Configured<S> configure(SinkPlugin<S> plugin, Section section) {
        S settings = section.bind(plugin.settings());
        try {
            plugin.check(settings);
        } catch (IllegalArgumentException e) {
            throw section.refusal("name", "sink \"" + settings.name() + "\" cannot be used: " + e.getMessage());
        }
        return new Configured<>(plugin, settings);
    }

    /** Starts them all. */
    List<SinkRunner> start(SinkContext context, SinkRunner.Supply supply, Function<String, RoomMeter> meters) {
        return configured.stream()
                .map(one -> new SinkRunner(
                                one.settings(),
                                () -> one.open(context),
                                supply,
                                meters.apply("sink." + one.settings().name()))
                        .start())
                .toList();
    }
}
