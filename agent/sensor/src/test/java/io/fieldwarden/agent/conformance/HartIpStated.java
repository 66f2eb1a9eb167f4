package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Access;
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
import java.util.TreeSet;
import java.util.function.Function;

/** What we say of HART-IP messages, in words the records of other tools can be put into. */
final class HartIpStated {
    private static final String HARTIP = "hartip";

    private HartIpStated() {}

    /** Whether a response code stands for something done, perhaps with a warning (response codes of the HART commands). */
    static String result(int code) {
        boolean warning = List.of(8, 14, 24, 25, 26, 27, 30, 31, 33, 34).contains(code);
        return code == 0 || warning || (code >= 96 && code <= 127) ? "ok" : Integer.toString(code);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** Requests, responses and bursts, one fact each; {@code name} says what the other side calls an operation. */
    static List<String> messages(Subject subject, Function<Operation, String> name) throws IOException {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (!operation.protocol().equals(HARTIP)) {
                continue;
            }
            String what = (name.apply(operation) + " " + operation.scope()).strip();
            Outcome.Kind kind = seen.outcome().kind();
            if (operation.access() == Access.PUBLISH) {
                facts.add("publish " + what);
                continue;
            }
            if (kind != Outcome.Kind.ONE_WAY) {
                facts.add("request " + what);
            }
            if (kind != Outcome.Kind.UNANSWERED) {
                boolean refused = kind == Outcome.Kind.REFUSED;
                facts.add("response " + what + " " + (refused ? seen.outcome().code() : "ok"));
            }
            if (kind != Outcome.Kind.ONE_WAY
                    && !operation.attribute("host_type").isEmpty()) {
                String timer = operation.attribute("inactivity_close_timer");
                facts.add("initiate " + operation.attribute("host_type") + " " + timer);
            }
        }
        return facts;
    }

    /** What was read, by the last part of the point. */
    static List<String> values(Subject subject, boolean reported) throws IOException {
        List<String> facts = new ArrayList<>();
        for (ValueSeen seen : subject.run().values()) {
            boolean ours = seen.connection().protocol().equals(HARTIP);
            if (!ours || (seen.way() == ValueSeen.Way.REPORTED && !reported)) {
                continue;
            }
            String space = seen.points().space();
            String point = space.substring(space.indexOf('/') + 1);
            boolean text = point.equals("message");
            facts.add(point + " = "
                    + (text ? seen.values().text(0) : number(seen.values().number(0))));
            if (point.startsWith("variable/")) {
                facts.add(point + " is " + seen.quality().toString().toLowerCase(Locale.ROOT));
            }
            if (!seen.unit().isEmpty() && (point.startsWith("variable/") || point.matches("[pstq]v"))) {
                facts.add(point + " in " + seen.unit());
            }
        }
        return facts;
    }

    /** Identities are told when they are new: each fact counts once. */
    static List<String> identities(Subject subject, List<String> names) throws IOException {
        TreeSet<String> facts = new TreeSet<>();
        for (IdentitySeen seen : subject.run().identities()) {
            for (Attribute fact : seen.source().equals(HARTIP) ? seen.facts() : List.<Attribute>of()) {
                if (names.contains(fact.name())) {
                    facts.add(fact.name() + " " + fact.value());
                }
            }
        }
        return new ArrayList<>(facts);
    }
}
