package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.config.ConfigException;
import io.fieldwarden.config.ConfigReader;
import io.fieldwarden.config.Default;
import io.fieldwarden.config.Section;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code policy.yaml}; what is wrong is told with line and column. See docs/operating/policy.md. */
public final class PolicyFile {
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Window> windows = new HashMap<>();
    private final Written written;

    private PolicyFile(Written written) {
        this.written = written;
    }

    /**
     * Reads a policy.
     *
     * @throws ConfigException if there is no such file or it cannot be used, saying where and what was expected
     */
    public static Policy read(Path file) {
        return new PolicyFile(ConfigReader.read(file, Written.class)).policy();
    }

    /** The file as written. */
    record Written(
            @Default("UTC") ZoneId timeZone,
            @Default("{}") Map<String, List<Network>> zones,
            @Default("{}") Map<String, List<Network>> roles,
            @Default("[]") List<Section> conduits,
            @Default("[]") List<Section> safety,
            @Default("{}") Map<String, WrittenWindow> maintenance,
            @Default("[]") List<Section> commands,
            @Default("[]") List<Section> limits,
            @Default("[]") List<Section> exceptions) {
        Written {
            for (String name : roles.keySet()) {
                if (zones.containsKey(name) || name.equals(Place.ANY.name())) {
                    throw new IllegalArgumentException(
                            "\"" + name + "\" is a zone and a role, expected different names");
                }
            }
        }
    }

    /** Channels between zones, as written. */
    record WrittenConduit(
            String from,
            String to,
            @Default("[]") List<String> protocols,
            @Default("[]") List<Integer> ports) {}

    /** A place that is all of its entry. */
    record WrittenPlace(String at) {}

    /** A window, as written. */
    record WrittenWindow(
            @Default("[]") List<DayOfWeek> days,
            @Default("00:00") LocalTime from,
            @Default("00:00") LocalTime to,
            @Nullable LocalDate since,
            @Nullable LocalDate until) {}

    /** A command rule, as written. */
    record WrittenCommand(
            @Default("any") String who,
            @Default("any") String target,
            @Default("[]") List<String> protocols,
            @Default("[]") List<Access> access,
            @Default("[]") List<String> operations,
            @Nullable PointRange points,
            @Default("[]") List<String> permits,
            @Nullable String when) {}

    /** A limit, as written. */
    record WrittenLimit(
            @Default("any") String target,
            PointRange points,
            @Nullable Double min,
            @Nullable Double max) {
        WrittenLimit {
            if (min == null && max == null) {
                throw new IllegalArgumentException("expected min, max or both");
            }
        }
    }

    /** Numbers that differ at a place, as written. */
    record WrittenException(String at, Map<String, Double> thresholds) {}

    private Policy policy() {
        List<Place> zones = new ArrayList<>();
        written.zones().forEach((name, networks) -> zones.add(new Place(name, networks)));
        zones.forEach(zone -> places.put(zone.name(), zone));
        written.roles().forEach((name, networks) -> places.put(name, new Place(name, networks)));
        written.maintenance().forEach((name, window) -> windows.put(name, window(name, window)));
        return new Policy(
                zones,
                written.conduits().stream().map(this::conduit).toList(),
                written.safety().stream().map(this::safety).toList(),
                written.commands().stream().map(this::command).toList(),
                written.limits().stream().map(this::limit).toList(),
                written.exceptions().stream().map(this::exception).toList());
    }

    private Conduit conduit(Section section) {
        WrittenConduit conduit = section.bind(WrittenConduit.class);
        zone(section, "from", conduit.from());
        zone(section, "to", conduit.to());
        try {
            return new Conduit(conduit.from(), conduit.to(), Set.copyOf(conduit.protocols()), conduit.ports());
        } catch (IllegalArgumentException e) {
            throw section.refusal("ports", String.valueOf(e.getMessage()));
        }
    }

    private void zone(Section section, String key, String name) {
        if (!written.zones().containsKey(name)) {
            throw section.refusal(
                    key,
                    "no zone is called \"" + name + "\"; expected one of "
                            + written.zones().keySet());
        }
    }

    private Place safety(Section section) {
        return place(section, "at", section.bind(WrittenPlace.class).at());
    }

    private CommandRule command(Section section) {
        WrittenCommand rule = section.bind(WrittenCommand.class);
        String name = rule.when();
        Window when = name == null ? null : windows.get(name);
        if (name != null && when == null) {
            throw section.refusal(
                    "when", "no maintenance window is called \"" + name + "\"; expected one of " + windows.keySet());
        }
        return new CommandRule(
                place(section, "who", rule.who()),
                place(section, "target", rule.target()),
                Set.copyOf(rule.protocols()),
                Set.copyOf(rule.access()),
                Set.copyOf(rule.operations()),
                rule.points(),
                Set.copyOf(rule.permits()),
                when);
    }

    private Limit limit(Section section) {
        WrittenLimit limit = section.bind(WrittenLimit.class);
        Double min = limit.min();
        Double max = limit.max();
        try {
            return new Limit(
                    place(section, "target", limit.target()),
                    limit.points(),
                    min == null ? Double.NEGATIVE_INFINITY : min,
                    max == null ? Double.POSITIVE_INFINITY : max);
        } catch (IllegalArgumentException e) {
            throw section.refusal("max", String.valueOf(e.getMessage()));
        }
    }

    private Policy.Local exception(Section section) {
        WrittenException exception = section.bind(WrittenException.class);
        return new Policy.Local(place(section, "at", exception.at()), exception.thresholds());
    }

    /** A zone, a role, an address or a network. */
    private Place place(Section section, String key, String name) {
        Place known = name.equals(Place.ANY.name()) ? Place.ANY : places.get(name);
        if (known != null) {
            return known;
        }
        try {
            return new Place(name, List.of(Network.parse(name)));
        } catch (IllegalArgumentException e) {
            throw section.refusal(
                    key,
                    "nothing is called \"" + name + "\"; expected any, an address, a network, or one of "
                            + places.keySet().stream().sorted().toList());
        }
    }

    private Window window(String name, WrittenWindow window) {
        return new Window(
                name,
                written.timeZone(),
                Set.copyOf(window.days()),
                window.from(),
                window.to(),
                window.since(),
                window.until());
    }
}
