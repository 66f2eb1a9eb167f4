package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which open situation, if any, explains a duller finding. */
final class Covers {
    private final Map<String, List<Cover>> bySharper = new HashMap<>();
    private final Map<String, Situation> open = new HashMap<>();

    void add(Cover cover) {
        bySharper.computeIfAbsent(cover.by(), by -> new ArrayList<>()).add(cover);
    }

    /** Whether alerts of a type make others superfluous. */
    boolean sharpens(String type) {
        return bySharper.containsKey(type);
    }

    void opened(Situation situation) {
        each(situation, place -> open.put(place, situation));
    }

    void closed(Situation situation) {
        each(situation, place -> open.remove(place, situation));
    }

    /** The open situation that makes {@code finding} superfluous. */
    @Nullable
    Situation of(Finding finding) {
        for (Cover.Scope scope : Cover.Scope.values()) {
            for (String parties : dullerParties(scope, finding.who())) {
                Situation found = open.get(place(finding.type(), scope, parties));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private void each(Situation situation, java.util.function.Consumer<String> action) {
        for (Cover cover : bySharper.getOrDefault(situation.first.type(), List.of())) {
            String parties = sharperParties(cover.scope(), situation.first.who());
            if (!parties.isEmpty()) {
                cover.duller().forEach(duller -> action.accept(place(duller, cover.scope(), parties)));
            }
        }
    }

    private static String place(String duller, Cover.Scope scope, String parties) {
        return duller + ' ' + scope + ' ' + parties;
    }

    private static String sharperParties(Cover.Scope scope, Who who) {
        return switch (scope) {
            case ORIGINATOR, PARTY -> address(who.originator());
            case PAIR -> address(who.originator()) + ' ' + address(who.responder());
            case SERVICE -> address(who.responder()) + ' ' + port(who.responder());
        };
    }

    private static List<String> dullerParties(Cover.Scope scope, Who who) {
        return scope == Cover.Scope.PARTY
                ? List.of(address(who.originator()), address(who.responder()))
                : List.of(sharperParties(scope, who));
    }

    private static String address(@Nullable Endpoint end) {
        return end == null ? "" : end.address().toString();
    }

    private static int port(@Nullable Endpoint end) {
        return end == null ? 0 : end.port();
    }
}
