package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What we say of synchrophasor frames, in words the records of other tools can be put into. */
final class C37118Stated {
    private static final String PROTOCOL = "c37118";
    private static final Map<String, String> BRINGS =
            Map.of("send_hdr", "header", "send_cfg_1", "cfg_1", "send_cfg_2", "cfg_2", "send_cfg_3", "cfg_3");

    private C37118Stated() {}

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value == 0 ? 0.0 : value);
    }

    /** Frames of all kinds, a command and what it brings being two. */
    static List<String> frames(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (operation.protocol().equals(PROTOCOL)) {
                facts.add("frame " + operation.name());
                String brought = BRINGS.get(operation.name());
                if (brought != null && seen.outcome().kind() == Outcome.Kind.SUCCEEDED) {
                    facts.add("frame " + brought);
                }
            }
        }
        return facts;
    }

    /** Stations, told once. */
    static List<String> stations(Subject subject) throws IOException {
        TreeSet<String> facts = new TreeSet<>();
        for (IdentitySeen seen : subject.run().identities()) {
            for (Attribute fact : seen.source().equals(PROTOCOL) ? seen.facts() : List.<Attribute>of()) {
                if (List.of("name", "id").contains(fact.name())) {
                    facts.add("station " + fact.name() + " " + fact.value());
                }
            }
        }
        return new ArrayList<>(facts);
    }

    /** Every value by its kind: the last part of the point, where that says what it is. */
    static List<String> values(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (ValueSeen seen : subject.run().values()) {
            if (seen.connection().protocol().equals(PROTOCOL)) {
                String space = seen.points().space();
                String last = space.substring(space.lastIndexOf('/') + 1);
                boolean digital = space.contains("/digital/");
                boolean known = List.of("magnitude", "angle", "real", "imaginary", "frequency", "rocof")
                        .contains(last);
                String kind = digital ? "digital" : known ? last : "analog";
                facts.add(kind + " " + number(seen.values().number(0)) + " "
                        + seen.quality().toString().toLowerCase(Locale.ROOT));
            }
        }
        return facts;
    }
}
