package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    private void each(Situation situation, Consumer<String> action) {
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
            case ORIGINATOR -> address(who.originator());
            case PARTY -> address(who.responder() == null ? who.originator() : who.responder());
            case PAIR -> address(who.originator()) + ' ' + address(who.responder());
            case SERVICE -> address(who.responder()) + ' ' + port(who.responder());
        };
    }

    private static List<String> dullerParties(Cover.Scope scope, Who who) {
        return switch (scope) {
            case PARTY -> List.of(address(who.originator()), address(who.responder()));
            // what somebody does to others is explained by an alert about him, not that he is there
            case ORIGINATOR -> who.responder() == null ? List.of() : List.of(address(who.originator()));
            case PAIR, SERVICE -> List.of(sharperParties(scope, who));
        };
    }

    private static String address(@Nullable Endpoint end) {
        return end == null ? "" : end.address().toString();
    }

    private static int port(@Nullable Endpoint end) {
        return end == null ? 0 : end.port();
    }
}
